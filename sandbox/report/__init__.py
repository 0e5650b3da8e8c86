"""Reports: what is known about one judged submission, as data and as files."""

from sandbox.report.data import dumps, outcome_data, report_data
from sandbox.report.folder import check_folder
from sandbox.report.model import Report, RunFacts, SubmissionFacts
from sandbox.report.write import write

__all__ = ["Report", "RunFacts", "SubmissionFacts", "check_folder", "dumps", "outcome_data", "report_data", "write"]
