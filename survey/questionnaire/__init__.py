"""What we ask: questionnaire files, their language, their wording and their kinds of question."""
