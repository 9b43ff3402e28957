"""Who may do what, and where: the one table, read by pages, API, tests and help.

A cell names the scope in which a role may do an action:

``own``       what the person made or owes
``assigned``  what was given to the person, or belongs to the teams they lead
``team``      one's own and one's team's, and what belongs to the teams one leads
``area``      the area of the post and all below it
``station``   the whole station the post lies in
``county``    the whole county the post lies in
``all``       everywhere

What the table does not name is refused. Lists and records show personal data masked;
whole numbers and addresses come only through the action ``reveal``, with a purpose,
and are written to the access record. ``figures`` are counts without names.
Checked against section D of the reliability requirements.
"""

from station.roles import Role

VO = Role.VOLUNTEER
ME = Role.MEDIATOR
PA = Role.PARTNER
AX = Role.AUXILIARY_OFFICER
CO = Role.COMMUNITY_OFFICER
CH = Role.STATION_CHIEF
SU = Role.COUNTY_SUPERVISOR
AP = Role.API_CLIENT
SA = Role.SYSTEM_ADMIN
AU = Role.AUDIT_ADMIN

TABLE = {
    # -- territory and people ------------------------------------------------
    "area": {
        "view": {
            VO: "area", ME: "area", PA: "area", AX: "station", CO: "station",
            CH: "station", SU: "county", AP: "area", SA: "all", AU: "all",
        },
        "create": {CO: "area", CH: "station", SU: "county"},
        "edit": {CO: "area", CH: "station", SU: "county"},
    },
    "post": {
        "view": {
            VO: "own", ME: "own", PA: "own", AX: "station", CO: "station",
            CH: "station", SU: "county", AP: "area", AU: "all",
        },
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
    },
    "user": {
        "view": {
            VO: "own", ME: "own", PA: "own", AX: "station", CO: "station",
            CH: "station", SU: "county", SA: "all", AU: "all",
        },
        "create": {CH: "station", SU: "county", SA: "all"},
        "edit": {CH: "station", SU: "county", SA: "all"},
        "export": {CH: "station", SU: "county", SA: "all"},
    },
    "token": {
        "view": {CH: "station", SU: "county", SA: "all", AU: "all"},
        "create": {CH: "station", SU: "county"},
        # Another address or rate; what widens a key asks for a fresh sign-in.
        "edit": {CH: "station", SU: "county"},
        "revoke": {CH: "station", SU: "county", SA: "all"},
    },
    # -- figures ---------------------------------------------------------------
    # Counts and rates of declared metrics: nobody's name is in them, and small numbers
    # are hidden outside the station. Their lists open only by the rights on the rows.
    "figure": {
        "view": {
            AX: "area", CO: "area", CH: "station", SU: "county", AP: "area",
        },
    },
    "dashboard": {"view": {CO: "area", CH: "station", SU: "county"}},
    # Signing lets a report out: the officers of the station and the county then read
    # it, machines too; before, only who makes it. The county signs its own, and words
    # or counts those of its stations anew, but a station's is signed by its chief.
    "report": {
        "view": {CO: "station", CH: "station", SU: "county", AP: "area"},
        "export": {CO: "station", CH: "station", SU: "county"},
        "make": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
        "sign": {CH: "station"},
        "sign_county": {SU: "county"},
    },
    "wall_screen": {
        "view": {CH: "station", SU: "county"},
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
    },
    # Where data goes is for whoever is in charge of the machine. A machine sees its own,
    # stops it and asks for things once more; a stolen key cannot send them elsewhere.
    "webhook": {
        "view": {CH: "station", SU: "county", AP: "own", SA: "all", AU: "all"},
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
        "run": {CH: "station", SU: "county", AP: "own"},
        "pause": {CH: "station", SU: "county", AP: "own", SA: "all"},
    },
    # -- the register --------------------------------------------------------
    "address": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
    },
    "household": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "resident": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "reveal": {CO: "area", CH: "station"},
        "figures": {CO: "area", CH: "station", SU: "county"},
        "export": {CO: "area", CH: "station"},
    },
    "unit": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
        "reveal": {CO: "area", CH: "station"},
    },
    "housing": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
    },
    "register_import": {
        "view": {CO: "own", CH: "station"},
        # The office's workbook is the whole township's; its officer sends it in.
        "create": {CO: "station", CH: "station"},
        "commit": {CO: "own", CH: "station"},
    },
    "match": {
        "view": {CO: "area", CH: "station"},
        "decide": {CO: "area", CH: "station"},
    },
    # -- visits and what follows ---------------------------------------------
    "visit": {
        "view": {AX: "own", CO: "area", CH: "station", AP: "area"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {AX: "own", CO: "area"},
        "confirm": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "visit_rule": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county"},
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
        "export": {CO: "station", CH: "station", SU: "county"},
    },
    "campaign": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county"},
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
        "export": {CO: "station", CH: "station", SU: "county"},
    },
    "round": {
        "view": {AX: "own", CO: "area", CH: "station"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {AX: "own", CO: "area", CH: "station"},
        "assign": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "coverage": {
        "view": {AX: "area", CO: "area", CH: "station", SU: "county"},
        "export": {CO: "area", CH: "station", SU: "county"},
    },
    "visit_question": {
        "view": {AX: "own", CO: "own", CH: "station", SU: "county"},
        "answer": {AX: "own", CO: "own", CH: "own"},
        "decide": {CH: "station", SU: "county"},
        "export": {CH: "station", SU: "county"},
    },
    # The county says from which figures on its stations' visits are asked about.
    "visit_threshold": {
        "view": {CH: "station", SU: "county"},
        "edit": {SU: "county"},
    },
    "crop_season": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county"},
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
        "export": {CO: "station", CH: "station", SU: "county"},
    },
    "attachment": {
        "view": {VO: "own", AX: "own", CO: "area", CH: "station"},
        "create": {AX: "area", CO: "area", CH: "station"},
    },
    "follow_up": {
        "view": {AX: "own", CO: "area", CH: "station", AP: "area"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {AX: "own", CO: "area", CH: "station"},
        "reassign": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    # -- inspections of places of work ----------------------------------------
    # Kinds, checklists and legal limits hold for every station, so no station alone
    # changes them; taking in the standard ones replaces nothing.
    "venue_kind": {
        "view": {AX: "all", CO: "all", CH: "all", SU: "all", AP: "all", SA: "all"},
        "create": {SU: "all", SA: "all"},
        "edit": {SU: "all", SA: "all"},
    },
    "checklist": {
        "view": {AX: "all", CO: "all", CH: "all", SU: "all", AP: "all", SA: "all"},
        "adopt": {CH: "all", SU: "all", SA: "all"},
        "create": {SU: "all", SA: "all"},
        "edit": {SU: "all", SA: "all"},
    },
    "legal_rule": {
        "view": {
            ME: "all", AX: "all", CO: "all", CH: "all", SU: "all", AP: "all",
            SA: "all", AU: "all",
        },
        "edit": {SU: "all"},
    },
    # The police supervise (Fire Protection Law, article 53); auxiliaries come along.
    "inspection": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "print": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "hazard": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "extend": {CH: "station"},
        "print": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "contact_card": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "print": {CO: "area", CH: "station"},
        "revoke": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
        "hand_over": {AX: "area", CO: "area", CH: "station"},
    },
    "door_plate": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {AX: "area", CO: "area", CH: "station"},
        "print": {CO: "area", CH: "station"},
        "revoke": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
        "figures": {AX: "area", CO: "area", CH: "station", SU: "county"},
    },
    "plate_size": {
        "view": {CO: "all", CH: "all", SU: "all", AP: "all"},
        "create": {SU: "all"},
        "edit": {SU: "all"},
    },
    "board": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {AX: "area", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    # The directory that hangs on every board: of a station or of the whole county.
    "online_service": {
        "view": {AX: "county", CO: "county", CH: "county", SU: "county", AP: "county"},
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
    },
    # -- what residents send ---------------------------------------------------
    "inbox": {"view": {AX: "own", CO: "own", CH: "own", SU: "own"}},
    "message": {
        "view": {AX: "assigned", CO: "area", CH: "station", AP: "area"},
        "answer": {CO: "area", CH: "station"},
        "note": {AX: "assigned", CO: "area", CH: "station"},
        "reassign": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "message_limit": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county"},
        "edit": {CH: "station"},
    },
    "office": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county"},
        "edit": {CH: "station"},
    },
    # What lies with the office a partner sits in: never the message behind it.
    "office_referral": {
        "view": {PA: "assigned"},
        "answer": {PA: "assigned"},
    },
    "tip": {
        "view": {CO: "assigned", CH: "station", SU: "county"},
        "answer": {CO: "assigned", CH: "station", SU: "county"},
        "reassign": {CH: "station", SU: "county"},
        "export": {CH: "station"},
        "figures": {CO: "area", CH: "station", SU: "county"},
    },
    # -- services and documents taken home -------------------------------------
    "service": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {AX: "area", CO: "area", CH: "station"},
        "reassign": {CO: "area", CH: "station"},
        "reveal": {CO: "area", CH: "station"},
        # Auxiliaries go from door to door too, and take the paper along.
        "print": {AX: "area", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "service_guide": {
        "view": {AX: "station", CO: "station", CH: "station", AP: "station"},
        "edit": {CH: "station"},
    },
    "service_hours": {
        "view": {AX: "station", CO: "station", CH: "station", AP: "station"},
        "edit": {CH: "station"},
    },
    # The kinds hold for every station.
    "document_kind": {
        "view": {AX: "all", CO: "all", CH: "all", SU: "all", AP: "all", SA: "all"},
        "create": {SU: "all", SA: "all"},
        "edit": {SU: "all", SA: "all"},
    },
    # The counter lists what lies there for the whole station.
    "delivery_batch": {
        "view": {AX: "station", CO: "station", CH: "station", AP: "station"},
        "create": {AX: "station", CO: "station", CH: "station"},
    },
    "delivery": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "edit": {AX: "area", CO: "area", CH: "station"},
        "assign": {CO: "area", CH: "station"},
        "reveal": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    # -- care, liaison, alliances, key points -------------------------------------
    # Auxiliaries see whom they look after, and neither why nor what to watch for.
    "care_plan": {
        "view": {AX: "assigned", CO: "area", CH: "station"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "contact": {AX: "assigned", CO: "area", CH: "station"},
        "assign": {CO: "area", CH: "station"},
        "reveal": {AX: "assigned", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
        "figures": {CO: "area", CH: "station", SU: "county"},
    },
    "guardian_consent": {
        "view": {CO: "area", CH: "station"},
        "create": {CO: "area", CH: "station"},
        "revoke": {CO: "area", CH: "station"},
    },
    "care_category": {
        "view": {CO: "all", CH: "all", SU: "all", SA: "all"},
        "edit": {SU: "all", SA: "all"},
    },
    "liaison": {
        "view": {AX: "area", CO: "area", CH: "station"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {AX: "area", CO: "area", CH: "station"},
        "assign": {CO: "area", CH: "station"},
        "reveal": {AX: "area", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "alliance": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county", AP: "area"},
        "create": {CO: "station", CH: "station"},
        "edit": {CO: "station", CH: "station"},
        "reveal": {CO: "station", CH: "station"},
        "export": {CO: "station", CH: "station", SU: "county"},
    },
    "key_point": {
        "view": {AX: "area", CO: "area", CH: "station", SU: "county", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "test": {AX: "area", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station", SU: "county"},
    },
    "equipment_kind": {
        "view": {AX: "all", CO: "all", CH: "all", SU: "all", AP: "all", SA: "all"},
        "edit": {SU: "all", SA: "all"},
    },
    # -- disputes --------------------------------------------------------------
    "dispute": {
        "view": {ME: "assigned", AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "approve": {CH: "station"},
        "reveal": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
        "assign": {CO: "area", CH: "station"},
        "recuse": {ME: "assigned", CO: "area", CH: "station"},
        "figures": {CO: "area", CH: "station", SU: "county"},
    },
    # What may turn criminal: who answers for it, never who only helps there.
    "warning": {
        "view": {CO: "area", CH: "station", AP: "area"},
        "answer": {CO: "area", CH: "station"},
        "turn": {CO: "area", CH: "station"},
        "reveal": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
        "figures": {CO: "area", CH: "station", SU: "county"},
    },
    "warning_sign": {
        "view": {CO: "station", CH: "station", SU: "county", AP: "area"},
        "edit": {CH: "station", SU: "county"},
    },
    "track": {
        "view": {ME: "assigned", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
    },
    "clock": {
        "view": {ME: "assigned", AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
    },
    # Kinds and grades hold for every station, so no station alone changes them.
    "dispute_field": {
        "view": {
            ME: "all", AX: "all", CO: "all", CH: "all", SU: "all", AP: "all", SA: "all",
        },
        "create": {SU: "all", SA: "all"},
        "edit": {SU: "all", SA: "all"},
    },
    "dispute_grade": {
        "view": {
            ME: "all", AX: "all", CO: "all", CH: "all", SU: "all", AP: "all", SA: "all",
        },
        "edit": {SU: "all", SA: "all"},
    },
    "tier_rule": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county",
                 AP: "station"},
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
    },
    "mediation": {
        "view": {ME: "assigned", CO: "area", CH: "station", AP: "area"},
        "create": {ME: "assigned", CO: "area", CH: "station"},
        "edit": {ME: "assigned", CO: "area", CH: "station"},
        "reveal": {ME: "assigned", CO: "area", CH: "station"},
    },
    "agreement": {
        "view": {ME: "assigned", CO: "area", CH: "station", AP: "area"},
        "create": {ME: "assigned", CO: "area", CH: "station"},
        "edit": {ME: "assigned", CO: "area", CH: "station"},
        # Going to court, and taking an agreement back, is the station's.
        "decide": {CO: "area", CH: "station"},
        "reveal": {ME: "assigned", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "obligation": {
        "view": {ME: "assigned", AX: "area", CO: "area", CH: "station", AP: "area"},
        "edit": {ME: "assigned", CO: "area", CH: "station"},
        "reveal": {ME: "assigned", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    # What a mediator writes, prints and has signed is of the disputes given to them.
    "paper": {
        "view": {ME: "assigned", CO: "area", CH: "station"},
        "create": {ME: "assigned", CO: "area", CH: "station"},
        "edit": {ME: "assigned", CO: "area", CH: "station"},
        "reveal": {ME: "assigned", CO: "area", CH: "station"},
        "print": {ME: "assigned", CO: "area", CH: "station"},
    },
    "mediator": {
        "view": {ME: "own", AX: "station", CO: "station", CH: "station",
                 SU: "county", AP: "area"},
        "create": {CO: "station", CH: "station"},
        "edit": {CO: "station", CH: "station"},
        "reveal": {CO: "station", CH: "station"},
        "export": {CO: "station", CH: "station"},
        # When one is away, a mediator knows best.
        "absent": {ME: "own", CO: "station", CH: "station"},
    },
    "committee": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county", AP: "area"},
        "create": {CO: "station", CH: "station"},
        "edit": {CO: "station", CH: "station"},
        "export": {CO: "station", CH: "station"},
    },
    "joint_mediation": {
        "view": {ME: "assigned", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "reveal": {ME: "assigned", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "joint_template": {
        "view": {ME: "station", CO: "station", CH: "station", SU: "county",
                 AP: "station"},
        "edit": {CH: "station"},
    },
    "undertaking": {
        "view": {ME: "assigned", CO: "area", CH: "station", AP: "area"},
        "edit": {ME: "assigned", CO: "area", CH: "station"},
        "reveal": {ME: "assigned", CO: "area", CH: "station"},
    },
    # What a partner is asked to come to: never the dispute behind it.
    "invitation": {
        "view": {PA: "assigned"},
        "answer": {PA: "assigned"},
    },
    # -- patrols ------------------------------------------------------------------
    # A volunteer sees their own and their teams'; whoever leads a team runs it.
    "team": {
        "view": {VO: "team", AX: "station", CO: "station", CH: "station",
                 SU: "county", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "export": {CO: "station", CH: "station"},
    },
    "volunteer": {
        "view": {VO: "team", AX: "area", CO: "area", CH: "station"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "vet": {CO: "area", CH: "station"},
        # One's phone, wishes and consents are one's own to change.
        "keep": {VO: "own"},
        "reveal": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
        "figures": {CO: "area", CH: "station", SU: "county"},
    },
    # True to the records, without a charge, for whoever asks (条例, article 19).
    "certificate": {
        "view": {VO: "own", CO: "area", CH: "station"},
        "create": {VO: "own", CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "thanks": {
        "view": {VO: "own", CO: "area", CH: "station"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
    },
    "merit_rule": {
        "view": {VO: "all", AX: "all", CO: "all", CH: "all", SU: "all"},
        "edit": {CH: "station", SU: "county"},
    },
    "duty_limits": {
        "view": {VO: "all", AX: "all", CO: "all", CH: "all", SU: "all"},
        "edit": {CH: "station", SU: "county"},
    },
    # Kinds hold for every station, so no station alone changes them.
    "patrol_kind": {
        "view": {VO: "all", AX: "all", CO: "all", CH: "all", SU: "all", AP: "all",
                 SA: "all"},
        "create": {SU: "all", SA: "all"},
        "edit": {SU: "all", SA: "all"},
    },
    "patrol_point": {
        "view": {VO: "station", AX: "station", CO: "station", CH: "station",
                 AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "print": {CO: "area", CH: "station"},
        "export": {CO: "station", CH: "station"},
    },
    "roster": {
        "view": {VO: "team", AX: "area", CO: "area", CH: "station"},
        "create": {VO: "assigned", CO: "area", CH: "station"},
        "edit": {VO: "assigned", CO: "area", CH: "station"},
        "publish": {VO: "assigned", CO: "area", CH: "station"},
        "export": {VO: "assigned", CO: "area", CH: "station"},
    },
    "shift": {
        "view": {VO: "team", AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {VO: "assigned", CO: "area", CH: "station"},
        "edit": {VO: "assigned", CO: "area", CH: "station"},
        "sign_up": {VO: "own"},
        "export": {VO: "assigned", CO: "area", CH: "station"},
    },
    "sign_up": {
        "view": {VO: "team", AX: "area", CO: "area", CH: "station", AP: "area"},
        "edit": {VO: "own"},
        "approve": {VO: "assigned", CO: "area", CH: "station"},
    },
    "swap": {
        "view": {VO: "team", CO: "area", CH: "station"},
        "create": {VO: "own"},
        "take": {VO: "own"},
        "approve": {VO: "assigned", CO: "area", CH: "station"},
        "export": {VO: "assigned", CO: "area", CH: "station"},
    },
    # The secret address under which one's phone reads shifts.
    "calendar_feed": {
        "view": {VO: "own", AX: "own", CO: "own", CH: "own"},
        "create": {VO: "own", AX: "own", CO: "own", CH: "own"},
        "edit": {VO: "own", AX: "own", CO: "own", CH: "own"},
    },
    "patrol": {
        "view": {VO: "team", AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {VO: "own"},
        "edit": {VO: "own"},
        # For somebody of the team who forgot to go off duty.
        "end": {VO: "assigned", CO: "area", CH: "station"},
        "correct": {CO: "area", CH: "station"},
        # Where somebody walked is looked at with a purpose.
        "reveal": {VO: "own", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "check_in": {
        "view": {VO: "team", AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {VO: "own"},
        "confirm": {VO: "assigned", CO: "area", CH: "station"},
        "correct": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "finding": {
        "view": {VO: "team", AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {VO: "station", AX: "area", CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        # Who is lost or what, told to everybody on duty: to volunteers only then.
        "look_out": {VO: "own", AX: "station", CO: "station", CH: "station"},
        "reveal": {VO: "own", AX: "area", CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    # Figures of places, no names.
    "patrol_coverage": {
        "view": {AX: "area", CO: "area", CH: "station", SU: "county", AP: "area"},
        "export": {CO: "area", CH: "station", SU: "county"},
    },
    # How much patrol a place needs is the chief's to say.
    "need_weight": {
        "view": {AX: "area", CO: "area", CH: "station", SU: "county", AP: "area"},
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
    },
    # A call for help is every officer's of the station.
    "alarm": {
        "view": {VO: "own", AX: "station", CO: "station", CH: "station"},
        "create": {VO: "own"},
        "answer": {AX: "station", CO: "station", CH: "station"},
        "reveal": {AX: "station", CO: "station", CH: "station"},
        "export": {CO: "station", CH: "station"},
    },
    # -- anti-fraud ------------------------------------------------------------
    "briefing": {
        "view": {AX: "own", CO: "area", CH: "station", AP: "area"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "scam_type": {
        "view": {AX: "all", CO: "all", CH: "all", SU: "all", AP: "all"},
        "edit": {SU: "all"},
        "export": {CO: "all", CH: "all", SU: "all"},
    },
    "audience": {
        "view": {AX: "area", CO: "area", CH: "station", SU: "county", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "reveal": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station", SU: "county"},
    },
    "ally": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "reveal": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "alert": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county", AP: "area"},
        # What went out, to be passed on by word of mouth.
        "read": {
            VO: "station", ME: "station", PA: "station", AX: "station",
            CO: "station", CH: "station", SU: "county",
        },
        "create": {AX: "area", CO: "area", CH: "station", SU: "county"},
        "edit": {AX: "own", CO: "area", CH: "station", SU: "county"},
        # Never one's own: the database refuses it too.
        "approve": {CO: "station", CH: "station", SU: "county"},
        "send": {AX: "area", CO: "area", CH: "station"},
        "override": {CO: "area", CH: "station", SU: "county"},
        "export": {CO: "station", CH: "station", SU: "county"},
    },
    "alert_limit": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county", AP: "area"},
        "edit": {CH: "station", SU: "county"},
    },
    # Who was defrauded is nobody's business but the officer's; figures are for more.
    "fraud_case": {
        "view": {CO: "area", CH: "station", AP: "area"},
        "create": {CO: "area", CH: "station", AP: "area"},
        "edit": {CO: "area", CH: "station"},
        "reveal": {CO: "area", CH: "station"},
        "figures": {AX: "area", CO: "station", CH: "station", SU: "county", AP: "area"},
        "export": {CO: "area", CH: "station"},
    },
    # Somebody is on the phone with a fraudster now: everybody on duty may go.
    "dissuasion": {
        "view": {AX: "station", CO: "station", CH: "station", AP: "area"},
        "create": {AX: "station", CO: "station", CH: "station", AP: "area"},
        "answer": {AX: "station", CO: "station", CH: "station"},
        "reveal": {AX: "station", CO: "station", CH: "station"},
        "export": {CO: "station", CH: "station"},
    },
    # Figures by type, group and place, no names.
    "wave": {
        "view": {AX: "area", CO: "station", CH: "station", SU: "county", AP: "area"},
        # Found for the town or the station as a rule: no village is too small to say.
        "decide": {CO: "station", CH: "station", SU: "county"},
        "export": {CO: "station", CH: "station", SU: "county"},
    },
    "wave_setting": {
        "view": {CO: "station", CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
    },
    "outreach": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county", AP: "area"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {AX: "own", CO: "area", CH: "station"},
        "export": {CO: "station", CH: "station", SU: "county"},
    },
    "material": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county", AP: "area"},
        "create": {CO: "station", CH: "station"},
        "edit": {CO: "station", CH: "station"},
        "export": {CO: "station", CH: "station", SU: "county"},
    },
    "course": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county", AP: "area"},
        "create": {CO: "area", CH: "station"},
        "edit": {CO: "area", CH: "station"},
        "export": {CO: "station", CH: "station", SU: "county"},
    },
    # Who sits in the courses, what they answered and what they were given.
    "attendance": {
        "view": {AX: "area", CO: "area", CH: "station", AP: "area"},
        "note": {AX: "area", CO: "area", CH: "station"},
        "reveal": {CO: "area", CH: "station"},
        "print": {CO: "area", CH: "station"},
        "export": {CO: "area", CH: "station"},
    },
    "briefing_round": {
        "view": {AX: "own", CO: "area", CH: "station"},
        "create": {AX: "area", CO: "area", CH: "station"},
        "edit": {AX: "own", CO: "area", CH: "station"},
    },
    # How many were told, against what happened before and after.
    "reach": {
        "view": {AX: "area", CO: "area", CH: "station", SU: "county", AP: "area"},
        "export": {CO: "area", CH: "station", SU: "county"},
    },
    # -- calls -----------------------------------------------------------------
    # The day's calls are screened for the whole station by whoever is on duty.
    "call_record": {
        "view": {CO: "station", CH: "station", AP: "area"},
        "create": {CO: "station", CH: "station", AP: "area"},
        "decide": {CO: "station", CH: "station"},
        "reveal": {CO: "station", CH: "station"},
        "export": {CO: "station", CH: "station"},
    },
    # What ships is read by all; the county's own hold for its stations.
    "screening_term": {
        "view": {CO: "station", CH: "station", SU: "county", AP: "station"},
        "create": {CH: "station", SU: "county"},
        "edit": {CH: "station", SU: "county"},
    },
    # -- across ----------------------------------------------------------------
    # Outlines and names of places. What is drawn on them follows its own rights.
    "map": {
        "view": {AX: "station", CO: "station", CH: "station", SU: "county", AP: "area"},
    },
    # Only what each may see anyway: a mediator their disputes, the county its stations'
    # alerts, events and people, never residents.
    "search": {
        "use": {ME: "assigned", AX: "area", CO: "area", CH: "station", SU: "county"},
    },
    "saved_search": {
        "view": {ME: "own", AX: "own", CO: "own", CH: "own", SU: "own"},
        "create": {ME: "own", AX: "own", CO: "own", CH: "own", SU: "own"},
        "edit": {ME: "own", AX: "own", CO: "own", CH: "own", SU: "own"},
    },
    "worklist": {
        "view": {
            VO: "own", ME: "own", PA: "own", AX: "own", CO: "own", CH: "own",
            SU: "own", SA: "own", AU: "own",
        },
    },
    "job": {
        "view": {
            VO: "own", ME: "own", PA: "own", AX: "own", CO: "own", CH: "own",
            SU: "own", AP: "own", SA: "own", AU: "own",
        },
    },
    # Whole numbers of a list: never decided by whoever asked; the database refuses it.
    "export_request": {
        "view": {CO: "own", CH: "station", SU: "county", AU: "all"},
        "create": {CO: "area", CH: "station"},
        "approve": {CH: "station", SU: "county"},
    },
    # Which workbook one may send in is for the permission of its kind.
    "sheet_import": {
        "view": {CO: "own", CH: "station"},
        "create": {CO: "area", CH: "station"},
        "commit": {CO: "own", CH: "station"},
    },
    # Beside those shared where one serves, one's own.
    "saved_filter": {
        "view": {
            VO: "own", ME: "own", PA: "own", AX: "station", CO: "station",
            CH: "station", SU: "county", AP: "own", SA: "own", AU: "own",
        },
        "create": {
            VO: "own", ME: "own", PA: "own", AX: "own", CO: "own", CH: "own",
            SU: "own", AP: "own", SA: "own", AU: "own",
        },
        "edit": {
            VO: "own", ME: "own", PA: "own", AX: "own", CO: "own", CH: "station",
            SU: "own", AP: "own", SA: "own", AU: "own",
        },
        "share": {CO: "station", CH: "station"},
    },
    "access_record": {
        "view": {CH: "station", AU: "all"},
    },
    "calendar": {
        "view": {AX: "all", CO: "all", CH: "all", SU: "all", SA: "all", AU: "all"},
        "edit": {SU: "all"},
    },
    "system": {"view": {SA: "all"}, "edit": {SA: "all"}},
}  # fmt: skip
