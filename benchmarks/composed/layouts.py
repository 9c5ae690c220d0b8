"""Where name, day, hours, place and price stand in a caption, and what else stands behind them.

Each is a template of `{name}`, `{day}`, `{hours}`; `{Day}` and `{Hours}` begin with a capital.
"""

LAYOUTS: tuple[str, ...] = (
    "{name}, {day}, {hours}, The Humming Tree, Indiranagar",
    "{name} on {day} at The Humming Tree. {Hours}.",
    "{name}\n{Day}\n{Hours}\nThe Humming Tree, Indiranagar",
    "{name}\nDate: {day}\nTime: {hours}\nVenue: The Humming Tree",
    "{name}\n📅 {Day}\n⏰ {Hours}\n📍 The Humming Tree, Indiranagar",
    "{name} | {day} | {hours} | The Humming Tree",
    "{name} • {day} • {hours} • The Humming Tree",
    "{name} — {day} — {hours} — The Humming Tree",
    "{Hours}, {day}: {name} at The Humming Tree",
    "{name}. {Hours} on {day}. The Humming Tree, 12th Main.",
    "{name}\n{Hours}\n{Day}\nThe Humming Tree",
    "{name} ({day}, {hours}) at The Humming Tree",
    "{name} ({day}) {hours} The Humming Tree",
    "{Day} at The Humming Tree, Indiranagar, {hours}: {name}",
    "{name}\nWhen: {day}, {hours}\nWhere: The Humming Tree",
    "{name}\nWhere: The Humming Tree\nWhen: {day} / {hours}",
    "{name}, The Humming Tree, {day}, ₹499, {hours}",
    "Come for {name}! {Day}. The Humming Tree. ₹499. {Hours}.",
    "{Day}! {name} is here. We are at The Humming Tree, {hours}. Bring your friends.",
    "Friends, join us for {name} at The Humming Tree {day} {hours}",
    "{name}\n\n🗓 {day} 🕖 {hours}\n📍The Humming Tree\n🎟 ₹499",
    "{name}\nDay & time - {day}, {hours}\nPlace - The Humming Tree",
    "Hello Indiranagar! We host {name}.\n\n{Day} · {hours}\nThe Humming Tree, 12th Main",
    "{day}\n{name}\n{hours}, The Humming Tree",
)

TAILS: tuple[str, ...] = (
    "",
    " Free entry.",
    "\nRegister by the day before.",
    "\nCall 98450 12345 to book.",
    "\nAges 8+.",
    "\nTickets ₹499 (₹399 for students).",
    "\nOur last edition in 2024 had 300 people.",
    "\nSince 2012, with love.",
    "\nOnly 20 seats!",
    "\nFor ages 6 to 12.",
    "\n#indiranagar #bangalore #weekendvibes",
    "\nParking at 100 Feet Road, 4th Cross.",
    "\nThe cafe is open 8 am to 11 pm on all days.",
    "\nArrive 15 minutes early.",
    "\nDM to book. Limited to 2 tickets per person.",
    "\nBuy 3 get 1 free, rated 4.5 by 200 guests.",
    "\nWhatsApp +91 80 4112 3456 before 6 pm.",
    "\nNo refunds within 24 hours of the show.",
)
