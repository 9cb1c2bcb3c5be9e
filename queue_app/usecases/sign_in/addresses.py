"""E-mail addresses as people type them. They are stored as typed; `store/sign_in/address_fold.py` compares them."""

import unicodedata
from typing import Any

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError
from queue_app.store.sign_in.address_fold import folded


def email(field: str, raw: Any) -> str:
    """Check an e-mail address and return it as typed. Raises InputError. Whether the mailbox exists is not checked."""
    import email_validator

    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()  # A self-hosted server may have people at bob@queue.local.
    clean = inputs.line(field, raw, inputs.EMAIL)
    if any(unicodedata.category(sign) == "Cf" for sign in clean):
        raise InputError(field, N_("This address has an invisible character in it. Type it again."))
    try:
        email_validator.validate_email(clean, check_deliverability=False, globally_deliverable=False)
    except email_validator.EmailNotValidError:
        raise InputError(field, N_("This is not an e-mail address. Write it as name@example.org.")) from None
    if len(folded(clean)) > inputs.EMAIL:
        raise InputError(field, N_("This is not an e-mail address. Write it as name@example.org."))
    return clean
