"""Reading a report document: text layer, PDF or DOCX on the region's template -> a draft of the import workbook.

`model` what every input becomes · `text`, `pdf`, `docx` the inputs · `cleaning`, `outline`, `texttables`, `measures`,
`goals`, `passages`, `statuses`, `money`, `facts` the rules, each small and pure · `draft`, `tree`, `accounts`, `whole`
the rows with page, place and certainty · `book` the workbook · `run` files in, limits, messages.
"""
