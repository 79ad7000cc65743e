"""The shelf: pages that are the same for all strangers, kept as bytes in each process.

Nothing here knows what a page is about. A view says that its answer is for everybody,
and names what it depends on (``accounts.shared``); the database says what changed.

    door          the WSGI layer: what is answered from the shelf, what goes to Django
    admission     which requests may be answered so, and what of them Django is told
    copies        a response as bytes ready to be sent: whole, compressed, or as 304
    store         the bounded shelf itself: what stands there, and what must not
    members       pages for those who are signed in, shared by all with the same rights
    changes       what the database remembers of them, for a day
    following     the thread that learns from the database what changed
"""
