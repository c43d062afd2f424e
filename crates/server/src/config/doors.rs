//! Configuration of the doors: connections, limits on requests, what is measured.

use std::net::IpAddr;

use serde::Deserialize;
use web::door::bucket::Limit;
use web::door::{AllLimits, Limits};

/// Limits on connections. No proxy is assumed to keep them for us.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConnectionsConfig {
    /// The most connections at a time; more wait outside.
    pub most: usize,
    /// The most connections of one address at a time; more are turned away.
    pub most_of_address: usize,
    /// How long the head of a request may take, and how long a connection may be idle before it.
    pub header_seconds: u64,
    /// How long a request may take as a whole.
    pub request_seconds: u64,
    /// How long a connection may last.
    pub seconds_max: u64,
    /// The most bytes of the head of a request; 8192 at least.
    pub header_bytes_max: usize,
    /// The most lines of the head of a request.
    pub headers_max: usize,
    /// How long requests under way may take after the signal to stop.
    pub stop_seconds: u64,
    /// Addresses of proxies that are believed when they name the sender in `X-Forwarded-For`.
    pub proxies: Vec<IpAddr>,
}

impl Default for ConnectionsConfig {
    fn default() -> Self {
        Self {
            most: 2_048,
            most_of_address: 256,
            header_seconds: 10,
            request_seconds: 30,
            seconds_max: 300,
            header_bytes_max: 32_768,
            headers_max: 64,
            stop_seconds: 20,
            proxies: Vec::new(),
        }
    }
}

/// How often one address and one account may ask, by the kind of request.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// Tries to sign in.
    pub login: LimitConfig,
    /// Files.
    pub download: LimitConfig,
    /// Forms.
    pub form: LimitConfig,
    /// What anybody may ask: checks of documents, estimates.
    pub public: LimitConfig,
    /// Pages.
    pub page: LimitConfig,
}

/// How often for one kind of request; what is left out has no limit.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitConfig {
    /// For one address, or one /64 network of IPv6.
    pub by_address: Option<RateConfig>,
    /// For one account.
    pub by_account: Option<RateConfig>,
}

/// So many times at once, and as many again within so many seconds.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateConfig {
    /// How often at once.
    pub times: u32,
    /// Until as often again.
    pub seconds: u32,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        let limit = |by_address: u32, by_account: Option<u32>| {
            let rate = |times| RateConfig {
                times,
                seconds: 600,
            };
            LimitConfig {
                by_address: Some(rate(by_address)),
                by_account: by_account.map(rate),
            }
        };
        Self {
            login: limit(60, None),
            download: limit(1_200, Some(300)),
            form: limit(3_000, Some(600)),
            public: limit(600, Some(300)),
            page: limit(12_000, Some(2_400)),
        }
    }
}

impl From<LimitsConfig> for AllLimits {
    fn from(config: LimitsConfig) -> Self {
        let rate = |it: RateConfig| Limit {
            times: it.times,
            seconds: it.seconds,
        };
        let of = |it: LimitConfig| Limits {
            by_address: it.by_address.map(rate),
            by_account: it.by_account.map(rate),
        };
        Self {
            login: of(config.login),
            download: of(config.download),
            form: of(config.form),
            public: of(config.public),
            page: of(config.page),
        }
    }
}

/// The page for Prometheus. Nobody sees it where people are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsConfig {
    /// The address to listen on, of a network that people do not reach.
    pub listen: String,
}

/// Traces for OpenTelemetry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TracesConfig {
    /// Where spans are sent by OTLP over HTTP: `http://127.0.0.1:4318/v1/traces`.
    pub endpoint: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const EXAMPLE: &str = include_str!("../../../../shanyraq.example.toml");

    #[test]
    fn what_the_example_says_holds_if_it_is_left_out() {
        let example: Config = toml::from_str(EXAMPLE).unwrap();
        let limits = AllLimits::from(example.limits);
        assert_eq!(limits, LimitsConfig::default().into());
        let left_out = ConnectionsConfig::default();
        assert_eq!(
            format!("{:?}", example.connections),
            format!("{left_out:?}")
        );
    }

    #[test]
    fn nothing_is_measured_or_sent_unless_it_is_asked_for() {
        let example: Config = toml::from_str(EXAMPLE).unwrap();
        assert!(example.metrics.is_none() && example.traces.is_none());
        let asked = EXAMPLE.replace("# [metrics]\n# ", "[metrics]\n");
        let asked = asked.replace("# [traces]\n# ", "[traces]\n");
        let asked: Config = toml::from_str(&asked).unwrap();
        assert_eq!(asked.metrics.unwrap().listen, "127.0.0.1:9464");
        assert!(asked.traces.unwrap().endpoint.ends_with("/v1/traces"));
    }
}
