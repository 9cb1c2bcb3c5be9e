"""The schema, one file a word. A class declares a table; a query is built on its Core table, which is exported here once.

Team first in every key, composite foreign keys (team, id): a reference across teams cannot be stored.
"""

from queue_app.store.db.base import table
from queue_app.store.tables.area import Area, Evidence, FormerPerson, ItemArea
from queue_app.store.tables.block import Block, BlockKind
from queue_app.store.tables.chore import Chore, Upload
from queue_app.store.tables.cover import Absence, AreaDay, Declaration
from queue_app.store.tables.forecast import DayOff, Quote
from queue_app.store.tables.history import Event, EventItem, Request
from queue_app.store.tables.item import Item
from queue_app.store.tables.person import ApiToken, Membership, OneTimeLink, Person, Session, Throttle
from queue_app.store.tables.shared import PageLink
from queue_app.store.tables.team import Team, TeamClock, WipSlot
from queue_app.store.tables.work import Coin, Note, Skip, Step, Stint

AREA = table(Area)
ITEM_AREA = table(ItemArea)
FORMER = table(FormerPerson)
EVIDENCE = table(Evidence)
KIND = table(BlockKind)
BLOCK = table(Block)
CHORE = table(Chore)
UPLOAD = table(Upload)
DECLARATION = table(Declaration)
ABSENCE = table(Absence)
AREA_DAY = table(AreaDay)
DAY_OFF = table(DayOff)
QUOTE = table(Quote)
EVENT = table(Event)
EVENT_ITEM = table(EventItem)
REQUEST = table(Request)
ITEM = table(Item)
PERSON = table(Person)
MEMBERSHIP = table(Membership)
SESSION = table(Session)
LINK = table(OneTimeLink)
THROTTLE = table(Throttle)
TOKEN = table(ApiToken)
PAGE_LINK = table(PageLink)
TEAM = table(Team)
CLOCK = table(TeamClock)
SLOT = table(WipSlot)
STINT = table(Stint)
STEP = table(Step)
NOTE = table(Note)
SKIP = table(Skip)
COIN = table(Coin)
