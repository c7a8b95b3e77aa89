"""What the API says of each facility, kept as bytes in a file beside the database.

`current.records_of(index)` gives the Records of a state of the directory, from which any answer
is a join of slices; None until they are made. Why so: docs/decisions/0059-records.md.

    file       how pieces are written, checked and read again; knows no facility
    making     the pieces of each facility, cut out of what the API would say of it
    current    the Records that fit the index in use: opened, or made, beside requests
"""
