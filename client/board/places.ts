/** How far each table was scrolled, by its name, while the page lives. */
export const places = new Map<string, number>();
