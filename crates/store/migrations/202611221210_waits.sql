-- Why: a decided case whose recipient asks to correct a slip is work again, and a list says what a running hearing waits
-- for. Rows of before say nothing of it until the lists are rebuilt or the case moves.

ALTER TABLE case_row ADD COLUMN waits_for {text};
ALTER TABLE case_row ADD COLUMN waits_until {text};
