/** Whether a file's name is that of a workbook. */
export const isWorkbook = (name: string): boolean => /\.xlsx$/i.test(name);

/** The media type of a table file, by its name: browsers do not agree on it. The server looks at the bytes. */
export const tableType = (name: string): string =>
  isWorkbook(name) ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv';
