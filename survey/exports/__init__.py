"""Exports: reports as documents, figures as tables and plots. Knows no page and no storage."""

from survey.exports.documents.document import Cover, Document, report_document
from survey.exports.speaking import DocumentTexts

__all__ = ["Cover", "Document", "DocumentTexts", "report_document"]
