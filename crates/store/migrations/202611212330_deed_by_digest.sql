-- Why: whoever holds a deed as a file can ask whether we issued it, without a scan over all deeds.

CREATE INDEX deed_pdf ON deed (pdf_digest) WHERE pdf_digest IS NOT NULL;
CREATE INDEX deed_data ON deed (data_digest);
