"""The other implementation of GOST R 34.10: makes signatures, or judges them, one per line.

Numbers travel as the national authority lays them out, little-endian; gostcrypto wants the reverse.
"""

import random
import sys

from gostcrypto import gosthash, gostsignature

CURVES = gostsignature.CURVES_R_1323565_1_024_2019
SETS = {
    "Tc26_256A": "id-tc26-gost-3410-2012-256-paramSetA",
    "CryptoProA": "id-tc26-gost-3410-2012-256-paramSetB",
    "CryptoProB": "id-tc26-gost-3410-2012-256-paramSetC",
    "CryptoProC": "id-tc26-gost-3410-2012-256-paramSetD",
    "Tc26_512A": "id-tc26-gost-3410-12-512-paramSetA",
    "Tc26_512B": "id-tc26-gost-3410-12-512-paramSetB",
    "Tc26_512C": "id-tc26-gost-3410-2012-512-paramSetC",
}


def scheme(name):
    curve = CURVES[SETS[name]]
    is_short = curve["p"] < 1 << 256
    mode = gostsignature.MODE_256 if is_short else gostsignature.MODE_512
    return gostsignature.new(mode, curve), curve, 32 if is_short else 64


def digest(message, size):
    name = "streebog256" if size == 32 else "streebog512"
    return gosthash.new(name, data=bytearray(message)).digest()[::-1]


def turned(halves, size):
    return bytearray(halves[:size][::-1] + halves[size:][::-1])


def make(name, number):
    signer, curve, size = scheme(name)
    chance = random.Random(f"{name} {number}")
    secret = bytearray(chance.randrange(1, curve["q"]).to_bytes(size, "big"))
    nonce = bytearray(chance.randrange(1, curve["q"]).to_bytes(size, "big"))
    message = bytes(chance.randrange(256) for _ in range(number * 7))
    key = turned(signer.public_key_generate(secret), size)
    signature = turned(signer.sign(secret, digest(message, size), nonce), size)
    return key, message, signature


def judge(name, key, message, signature):
    signer, _, size = scheme(name)
    holds = signer.verify(turned(key, size), digest(message, size), turned(signature, size))
    return "holds" if holds else "fails"


for line in sys.stdin:
    name, *rest = line.rstrip("\n").split(" ")
    if len(rest) == 1:
        made = make(name, int(rest[0]))
        print(name, *(part.hex() for part in made))
    else:
        parts = [bytes.fromhex(part) for part in rest]
        print(judge(name, *parts))
