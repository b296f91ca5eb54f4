"""Numbers as people of a language and country type, paste and read them; knows no question and no page.

The reading that is well-formed in the person's country wins; else the only other reading; between two other
readings, the person chooses.

| typed | decimal `.` groups `,` | decimal `,` groups `.` | decimal `,`, spaces | decimal `.` groups `’` |
| --- | --- | --- | --- | --- |
| | en, es_MX, es_PE, es_GT, es_HN | es, es_CL, de, pt | fr, fr_CA, es_CR, sv | de_CH, it_CH |
| `1.234` | 1.234 or 1234 | 1234 | 1.234 or 1234 | 1.234 or 1234 |
| `1,234` | 1234 | 1.234 or 1234 | 1.234 or 1234 | 1.234 or 1234 |
| `1.234.567` | 1234567 | 1234567 | 1234567 | 1234567 |
| `1,234,567` | 1234567 | 1234567 | 1234567 | 1234567 |
| `1,234.5` | 1234.5 | 1234.5 | 1234.5 | 1234.5 |
| `1.234,5` | 1234.5 | 1234.5 | 1234.5 | 1234.5 |
| `12,5` | 12.5 | 12.5 | 12.5 | 12.5 |
| `12.5` | 12.5 | 12.5 | 12.5 | 12.5 |
| `1 234` | 1234 | 1234 | 1234 | 1234 |
| `1'234` | 1234 | 1234 | 1234 | 1234 |
| `1'234,567` | 1234.567 or 1234567 | 1234.567 or 1234567 | 1234.567 or 1234567 | 1234.567 or 1234567 |
| `1'234.567` | 1234.567 or 1234567 | 1234.567 or 1234567 | 1234.567 or 1234567 | 1234.567 |
| `1'234,567.5` | 1234567.5 | 1234567.5 | 1234567.5 | 1234567.5 |
| `0.500` | 0.5 | 0.5 | 0.5 | 0.5 |
| `12,34,567` | refused (1234567 in en_IN, hi, bn, ...) | refused | refused | refused |

So three digits after a single `.` or `,` are nowhere taken for decimals without asking, because a colleague
who learned the other notation means thousands; in Latin America an apostrophe sets off millions. Where only
whole things count, `1.5` is impossible and the whole reading wins; `1,000` in French is 1 or 1000 even then,
so the person is asked. `write_number` never writes a number that would have to be asked: 1.125 is 1.1250.
"""

from __future__ import annotations

from survey.questionnaire.numbers.reading import Reading, ascii_digits, read_number, two_readings
from survey.questionnaire.numbers.writing import NumberWriter, number_writer, write_number

__all__ = [
    "NumberWriter",
    "Reading",
    "ascii_digits",
    "number_writer",
    "read_number",
    "two_readings",
    "write_number",
]
