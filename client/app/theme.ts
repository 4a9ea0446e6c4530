export type Theme = 'light' | 'dark';

/** Light by default; dark for dim aisles, remembered on the device. */
export function setTheme(notes: { write(key: string, value: string | null): void }, theme: Theme): void {
  notes.write('theme', theme);
  document.documentElement.dataset['theme'] = theme;
}
