"""The words of the example team: a public library's software, its people, its areas and half a year of its work."""

TEAM = "Lanterns"
FINISHED_MEANS = "Two branches have used it for a day without calling us."

PEOPLE = ("Ruth", "Jonas", "Priya", "Mateo", "Ama", "Lin")
"""Ruth orders the queue; the others are members."""

AREAS = ("Catalogue", "Loans", "Accounts", "Fees", "E-books", "Notices", "Branch desk", "Reports")

KNOWS = {
    "Ruth": ("Reports", "Loans"),
    "Jonas": ("Catalogue", "Loans", "Branch desk"),
    "Priya": ("Fees", "Accounts", "Loans"),
    "Mateo": ("Notices", "Accounts", "Branch desk"),
    "Ama": ("Catalogue", "E-books", "Loans"),
    "Lin": ("Branch desk", "Notices", "Catalogue"),
}
"""Which areas each person knows: only one person knows fees, e-books and reports."""

WORK: tuple[tuple[str, str], ...] = (
    ("Renew a loan from the reminder mail", "Loans"),
    ("Show which branch has the book today", "Catalogue"),
    ("Search by series and volume", "Catalogue"),
    ("Return box: count a book once", "Branch desk"),
    ("Library card on the phone", "Accounts"),
    ("Pause notices while somebody is on holiday", "Notices"),
    ("Fee for a lost book follows its price", "Fees"),
    ("Large print in the search results", "Catalogue"),
    ("Borrow an e-book without a second sign-in", "E-books"),
    ("Hold shelf: print the slip in two languages", "Branch desk"),
    ("Loans per branch and month as a table", "Reports"),
    ("Children's cards name a parent", "Accounts"),
    ("Stop fees on days when the branch is closed", "Fees"),
    ("Find a book by the colour of its cover", "Catalogue"),
    ("Tell readers when their hold comes closer", "Notices"),
    ("Move a hold to another branch", "Loans"),
    ("Scan many returns in a row", "Branch desk"),
    ("Audio books next to the printed ones", "E-books"),
    ("Change the e-mail address by oneself", "Accounts"),
    ("Pay fees by card at the desk", "Fees"),
    ("Yearly figures for the city council", "Reports"),
    ("New books of the week on the front page", "Catalogue"),
    ("Lend games for one week only", "Loans"),
    ("Remind by text message", "Notices"),
    ("Desk works when the line is down", "Branch desk"),
    ("E-book queue: say how long it is", "E-books"),
    ("Forget readers after three quiet years", "Accounts"),
    ("Merge double entries of one edition", "Catalogue"),
    ("Waive a fee with a reason", "Fees"),
    ("One mail for all loans that are due", "Notices"),
    ("Suggest a book for purchase", "Catalogue"),
    ("Loan history that the reader can switch off", "Loans"),
    ("Open the branch calendar to the website", "Branch desk"),
    ("Which books nobody borrowed in two years", "Reports"),
    ("Sign in with the city's account", "Accounts"),
    ("Return an e-book early", "E-books"),
    ("Receipts show the next opening hours", "Branch desk"),
    ("Search forgives typing errors", "Catalogue"),
    ("Fees in the reader's own list", "Fees"),
    ("Loans for school classes in one go", "Loans"),
    ("Notice when a book is recalled", "Notices"),
    ("Shelf list for the stocktake", "Branch desk"),
    ("Import the publisher's cover pictures", "Catalogue"),
    ("Block a card that was lost", "Accounts"),
    ("Read an e-book on the library's tablets", "E-books"),
    ("Busy hours of each desk", "Reports"),
    ("Extend all loans before the summer break", "Loans"),
    ("Quiet hours for text messages", "Notices"),
    ("Sort results by when they come back", "Catalogue"),
    ("Fee rules of the new district", "Fees"),
    ("Trace a parcel between branches", "Branch desk"),
    ("Subject pages for school projects", "Catalogue"),
    ("Guests borrow for one day", "Accounts"),
    ("Licences of e-books that run out", "E-books"),
    ("Hold list survives a branch move", "Loans"),
    ("Daily summary for branch managers", "Reports"),
    ("Mails readable in the dark", "Notices"),
    ("Labels for the new shelf system", "Branch desk"),
    ("Alternative titles in other scripts", "Catalogue"),
    ("Pay a part of a fee", "Fees"),
    ("Two readers share one family card", "Accounts"),
    ("Overdue list sorted by shelf", "Loans"),
    ("Reading lists that can be shared", "Catalogue"),
    ("Loan periods by kind of medium", "Loans"),
    ("Say sorry when the search is down", "Catalogue"),
    ("Desk: undo the last return", "Branch desk"),
    ("Stop notices to people who have moved", "Notices"),
    ("Figures of e-books by age group", "Reports"),
    ("Card renewal without coming in", "Accounts"),
    ("Same book, other edition: place one hold", "Loans"),
    ("Search box on every page", "Catalogue"),
    ("E-reader: larger type by default", "E-books"),
    ("Cash count at closing time", "Fees"),
    ("Parcel labels for the mobile library", "Branch desk"),
    ("Notice for reserved rooms", "Notices"),
    ("Books in simple language, marked", "Catalogue"),
    ("Password rules without riddles", "Accounts"),
    ("Which holds never get picked up", "Reports"),
    ("Return date on the spine label", "Branch desk"),
    ("Loan limit for new cards", "Loans"),
    ("Magazines issue by issue", "Catalogue"),
    ("Donation instead of a fee", "Fees"),
    ("Preview pages of an e-book", "E-books"),
    ("Weekly mail with what is new", "Notices"),
    ("Desk speaks the reader's language", "Branch desk"),
    ("Records from the national library", "Catalogue"),
    ("Cards for nursing homes", "Accounts"),
    ("Loans during the stocktake", "Loans"),
    ("Compare two years of loans", "Reports"),
    ("Listen to an audio book in the browser", "E-books"),
    ("Warn before a fee grows", "Notices"),
    ("Group seats for events", "Branch desk"),
    ("Comics by artist", "Catalogue"),
    ("Fees of minors go to the parents", "Fees"),
    ("Leave a book at the neighbour's branch", "Loans"),
    ("Sign out everywhere", "Accounts"),
)
"""(title, area), in the order in which the items are added."""

WAITING: tuple[tuple[str, str], ...] = (
    ("Refund a fee that was charged twice", "Fees"),
    ("Search by the reader's own words", "Catalogue"),
    ("Keep the hold when a card is renewed", "Loans"),
    ("Text messages in Ukrainian and Turkish", "Notices"),
    ("New city tax on events", "Fees"),
    ("Faster first page on slow phones", "Catalogue"),
    ("Borrow with the bank card", "Accounts"),
    ("Shelf robots of the main branch", "Branch desk"),
    ("E-books of the university", "E-books"),
    ("Books that go together", "Catalogue"),
    ("Ask before a hold is dropped", "Loans"),
    ("Figures as open data", "Reports"),
    ("Photograph a damaged book", "Branch desk"),
    ("Reader's voice in the search", "Catalogue"),
    ("Loans on behalf of a neighbour", "Loans"),
    ("Remember the last three searches", "Catalogue"),
    ("Summer reading club", "Accounts"),
    ("Notices that can be answered", "Notices"),
)

SEEN_TODAY: tuple[tuple[str, str], ...] = (
    ("One reader holds two cards at Harbour", "Accounts"),
    ("The slip printer at Mill Street cuts the last line", "Branch desk"),
)
"""New items of today that nobody has placed yet."""

TOP: tuple[tuple[str, str], ...] = (
    ("customer_defect", "Harbour branch refunds by hand: eleven readers last week."),
    ("learned", "Six of the eight people we watched asked in whole sentences."),
    ("others_depend", "Card renewals start in December, and then holds get lost."),
)
"""The reasons of the first three items of `WAITING`, in order."""

REASONS: tuple[tuple[str, str], ...] = (
    ("customer_defect", "Nine branches called about this yesterday."),
    ("date", "The school year starts on the first of the month."),
    ("others_depend", "The district's project waits for it."),
    ("learned", "Half of the readers we watched gave up here."),
    ("customer_defect", "Old Town charged two readers twice."),
    ("learned", "The desk needs this before the other one is any use."),
    ("date", "The licence ends with the quarter."),
    ("other", "Small, and it makes the next ones easier."),
    ("others_depend", "The new branch cannot open without it."),
    ("customer_defect", "Parents cannot sign in since Monday."),
    ("learned", "Nobody looked at the other one when we showed it."),
    ("date", "The council meets on the tenth."),
    ("customer_defect", "Mill Street prints every slip two times."),
    ("others_depend", "Three items below it need the same change first."),
)

BLOCKS: tuple[tuple[str, str, str], ...] = (
    ("waits for the bank's test account", "outside people", "Call the bank at eleven"),
    ("waits for the publisher's answer about the covers", "outside people", "Write to the publisher once more"),
    ("the city's sign-in has no test system today", "environment", "Ask in the city's channel after lunch"),
    ("nobody knows how fees of the old district were rounded", "knowledge", "Ask the retired colleague"),
    ("branch managers have to choose one of two forms", "a decision", "Show both forms on Thursday"),
    ("waits for the printer team's new driver", "another team", "Look at their queue tomorrow"),
    ("comes into force with the new fee order", "a date", "Look at the council's minutes"),
)
"""(what it waits for, kind, next step)."""

STEPS = (
    "Agree with two branches on what it does",
    "Show the first half to the desk",
    "Old entries keep working",
    "Say it in the help page",
    "Switch it on for one branch",
    "Switch it on for all",
)

NOTES = (
    "Two branches do this on paper today; we keep their order of steps.",
    "The old rule stays for loans that began before the switch.",
    "Tried with the screen reader of the main branch: fine.",
)
