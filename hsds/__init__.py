"""The directory as the Human Services Data Specification has it (Open Referral HSDS 3.1).

    ids        an id for each record, always the same for the same thing
    taxonomy   services, refusals and facts as taxonomies and their terms
    mapping/   a facility as records of HSDS: pure, no request and no database
    reading    facilities of the directory, some hundreds at a time, as these records
    lookup     what an id stands for, and which facilities a query asks for
    views      the addresses below /hsds/v3/
    package/   all of it as a tabular data package and as JSON
    fhir/      the same as bundles of HL7 FHIR R4

Why so: docs/decisions/0067-hsds.md; which field is which: docs/hsds.md.
"""
