"""Reading questionnaire files: YAML with lines, then shape, then meaning, with every mistake at once."""

from survey.questionnaire.reading.files import Edition, editions_in, read_file, read_text

__all__ = ["Edition", "editions_in", "read_file", "read_text"]
