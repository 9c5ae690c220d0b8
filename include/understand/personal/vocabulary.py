"""Words beside a contact that are no private person's name."""

from __future__ import annotations

from include.understand.text.titles import words

REQUESTS = frozenset(
    words(
        """
        call contact dm sms whatsapp ring buzz ping ask reach speak write text message phone mobile tel mail email
        pay gpay person coordinator coordinators poc spoc rsvp
        """
    )
)
"""Words before a name that ask to turn to somebody, folded; they may begin with a capital."""
NO_NAMES = frozenset(
    words(
        """
        i we us me you he she they it him her them now today tonight tomorrow here below above soon early before
        after only the a an our your my this that these those for from to with at on in by if or and no not all any
        which who what when where why how more most free calls contacts messages telephone number numbers group
        groups general instagram insta facebook telegram twitter link bio website web online form forms google
        phonepe paytm upi qr bank book booking bookings reservation reservations reserve reserved register
        registration registrations ticket tickets pass passes entry entries invite invites invitation invitations
        table tables seat seats seating slot slots stall stalls spot spots order orders guest guests list info
        information detail details enquiry enquiries inquiry inquiries query queries question questions help helpline
        support desk office box counter reception manager management team teams organiser organisers organizer
        organizers host hosts venue place address location direction directions parking volunteer volunteers press
        media sponsor sponsors sponsorship partner partners collab collabs collaboration collaborations donation
        donations donate payment payments fee fees price prices cost charge charges offer offers save discount
        limited hurry please kindly note date time day days week weekend am pm boys girls men women ladies gents kids
        children couples adults students members membership admission admissions audition auditions workshop
        workshops class classes course courses event events show shows session sessions batch batches january
        february march april may june july august september october november december monday tuesday wednesday
        thursday friday saturday sunday mon tue wed thu fri sat sun road street main cross stage block floor cash
        door doors gate gates customer care service services art artist artists author music food drinks beer coffee
        tea dinner lunch brunch party night nights morning evening english everyone anyone someone nobody people
        friends family community other others nature of me ph mob cell landline fax timing timings hotline anytime
        directly immediately asap back personally privately urgently also again
        """
    )
)
"""Words beside a contact that are no person's name, folded."""
ORGANIZATION = frozenset(
    words(
        """
        cafe coffee bar pub club brewery brewpub brewing brew taproom kitchen restaurant bistro bakery roasters
        studio studios theatre theater hall house gallery museum centre center institute academy school college
        university foundation trust society association collective company co ltd pvt llp inc group agency
        productions production entertainment events media records band project orchestra choir ensemble troupe
        library books bookstore bookshop store shop mart mall market arena stadium park garden gardens ground grounds
        temple church mandir bhavan bhawan hotel resort inn lounge social space works workshop labs lab tech
        technologies solutions hospital healthcare clinic station metro embassy consulate council corporation police
        department ministry federation union forum network cooperative farm farms fitness yoga gym dance sports
        travels tours adventures trails treks cycles rides live insider
        """
    )
)
"""Words of the names of organizations and places, folded."""
