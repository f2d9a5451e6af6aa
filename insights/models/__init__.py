"""What it means: codebooks people own, runs that suggest, decisions that stay."""

from insights.models.codebook import Codebook, Theme, ThemeVersion
from insights.models.coding import Coding
from insights.models.commitment import Commitment, CommitmentChange
from insights.models.comparison import ComparisonCount
from insights.models.counts import SurveyCount
from insights.models.disclosure_check import DisclosureCheck
from insights.models.export import Export
from insights.models.learning import Learning, ReadingPlace
from insights.models.quality import AuditItem, AuditOnlooker, AuditReading, AuditSample
from insights.models.quote import Quote, QuoteUse, Redaction
from insights.models.reading import AnswerNote, AnswerReading, SecondOpinion
from insights.models.recommendation import EvidenceLink, EvidenceSearch, Recommendation
from insights.models.review import Decision
from insights.models.run import ShelvedAnswer, Suggestion, SuggestionMember, ThemeRun
from insights.models.signing import ShelfOpening, SignOff
from insights.models.tally import Tally
from insights.models.touched import TouchedAnswer
from insights.models.wave import SortedAnswer, Wave


__all__ = [
    "AnswerNote",
    "AnswerReading",
    "AuditItem",
    "AuditOnlooker",
    "AuditReading",
    "AuditSample",
    "Codebook",
    "Coding",
    "Commitment",
    "CommitmentChange",
    "ComparisonCount",
    "Decision",
    "DisclosureCheck",
    "EvidenceLink",
    "EvidenceSearch",
    "Export",
    "Learning",
    "Quote",
    "QuoteUse",
    "ReadingPlace",
    "Recommendation",
    "Redaction",
    "SecondOpinion",
    "ShelfOpening",
    "ShelvedAnswer",
    "SignOff",
    "SortedAnswer",
    "Suggestion",
    "SuggestionMember",
    "SurveyCount",
    "Tally",
    "Theme",
    "ThemeRun",
    "ThemeVersion",
    "TouchedAnswer",
    "Wave",
]
