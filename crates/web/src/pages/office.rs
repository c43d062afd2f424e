//! Pages for officials.
