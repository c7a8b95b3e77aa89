"""What is the same at all addresses for programs: which they are, and what each answer has.

    addresses   which addresses those are
    problems    an error as RFC 9457 has it; whatever answers an error there answers this
    middleware  other sites' pages may read the answers; no error has another shape
    plain_http  who asks without TLS is refused

Why so: docs/decisions/0066-programs.md.
"""
