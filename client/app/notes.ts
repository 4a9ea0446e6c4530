/** Small notes that outlive the page. A browser that refuses them loses comfort (language, what was open), never work. */
export const notes = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(`picktrail.${key}`);
    } catch {
      return null;
    }
  },
  write(key: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(`picktrail.${key}`);
      else localStorage.setItem(`picktrail.${key}`, value);
    } catch {
      // Full or forbidden.
    }
  },
};
