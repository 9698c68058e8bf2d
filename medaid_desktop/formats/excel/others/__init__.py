"""Everything else that comes as a workbook: old .xls, OpenDocument, web pages, XML, plain text."""
