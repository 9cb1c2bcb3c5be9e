"""The schema, by topic. A class declares a table. Queries use its Core table, which is exported here.

Keys begin with the team, and foreign keys are composite (team, id), so a reference across teams cannot be stored. Only `waits`
names two teams.
"""

from queue_app.store.db.base import table
from queue_app.store.tables.agent import AgentSlotTable, AgentStintTable
from queue_app.store.tables.area import AreaTable, EvidenceTable, FormerPersonTable, ItemAreaTable
from queue_app.store.tables.block import BlockKindTable, BlockTable
from queue_app.store.tables.chore import ChoreTable, UploadTable
from queue_app.store.tables.cover import AbsenceTable, AreaDayTable, DeclarationTable
from queue_app.store.tables.day_sum import DaySumTable
from queue_app.store.tables.forecast import DayOffTable, QuoteTable
from queue_app.store.tables.history import EventItemTable, EventTable, RequestTable
from queue_app.store.tables.identity import IdentityTable
from queue_app.store.tables.import_act import ImportActTable, ImportUnderWayTable, TakenNumbersTable
from queue_app.store.tables.item import ItemTable
from queue_app.store.tables.notice import NoticeTable
from queue_app.store.tables.outbox import OutboxTable
from queue_app.store.tables.person import (
    ApiTokenTable,
    DeviceTable,
    MembershipTable,
    OneTimeLinkTable,
    PersonTable,
    SessionTable,
    ThrottleTable,
)
from queue_app.store.tables.second_step import RecoveryCodeTable, SecondStepTable
from queue_app.store.tables.servers import LifeSignTable, OlderWriterTable, OutageTable
from queue_app.store.tables.shared import PageLinkTable
from queue_app.store.tables.team import TeamClockTable, TeamTable, ViewTable, WipSlotTable
from queue_app.store.tables.wait import WaitTable
from queue_app.store.tables.work import CoinTable, ImageTable, NoteTable, SkipTable, StepTable, StintTable

AGENT_SLOT = table(AgentSlotTable)
AGENT_STINT = table(AgentStintTable)
AREA = table(AreaTable)
ITEM_AREA = table(ItemAreaTable)
FORMER = table(FormerPersonTable)
EVIDENCE = table(EvidenceTable)
KIND = table(BlockKindTable)
BLOCK = table(BlockTable)
CHORE = table(ChoreTable)
UPLOAD = table(UploadTable)
DECLARATION = table(DeclarationTable)
ABSENCE = table(AbsenceTable)
AREA_DAY = table(AreaDayTable)
DAY_SUM = table(DaySumTable)
DAY_OFF = table(DayOffTable)
QUOTE = table(QuoteTable)
EVENT = table(EventTable)
EVENT_ITEM = table(EventItemTable)
REQUEST = table(RequestTable)
IDENTITY = table(IdentityTable)
IMAGE = table(ImageTable)
IMPORT_ACT = table(ImportActTable)
IMPORT_UNDER_WAY = table(ImportUnderWayTable)
TAKEN = table(TakenNumbersTable)
ITEM = table(ItemTable)
NOTICE = table(NoticeTable)
OLDER_WRITER = table(OlderWriterTable)
LIFE_SIGN = table(LifeSignTable)
OUTAGE = table(OutageTable)
OUTBOX = table(OutboxTable)
PERSON = table(PersonTable)
MEMBERSHIP = table(MembershipTable)
DEVICE = table(DeviceTable)
SESSION = table(SessionTable)
LINK = table(OneTimeLinkTable)
THROTTLE = table(ThrottleTable)
SECOND_STEP = table(SecondStepTable)
RECOVERY_CODE = table(RecoveryCodeTable)
TOKEN = table(ApiTokenTable)
PAGE_LINK = table(PageLinkTable)
TEAM = table(TeamTable)
CLOCK = table(TeamClockTable)
SLOT = table(WipSlotTable)
VIEW = table(ViewTable)
STINT = table(StintTable)
STEP = table(StepTable)
NOTE = table(NoteTable)
SKIP = table(SkipTable)
COIN = table(CoinTable)
WAIT = table(WaitTable)
