import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A picture's name begins with its area and says its language somewhere: `board-en-today`, `wave-new-zh-1440`. */
const language = /-(en|zh-CN|zh)(?=-|$)/;
const areaOf = (name) => name.split('-')[0];
const screenOf = (name) => name.replace(language, '');

/**
 * One page with every picture that the browser tests took: a row a screen, its languages side by side.
 * @param {string} folder of the PNG files; the page is written beside them as `index.html`
 * @returns {number} pictures on it
 */
export function writeContactSheet(folder) {
  if (!existsSync(folder)) return 0;
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.png'))
    .map((file) => basename(file, '.png'))
    .sort();
  const areas = Map.groupBy(names, areaOf);
  const sections = [...areas].map(([area, all]) => section(area, Map.groupBy(all, screenOf)));
  writeFileSync(join(folder, 'index.html'), page(sections.join('\n'), names.length));
  return names.length;
}

const section = (area, screens) =>
  `<h2>${area}</h2>\n<div class="area">${[...screens].map(([screen, names]) => row(screen, names)).join('\n')}</div>`;

const row = (screen, names) =>
  `<section><h3>${screen}</h3><div>${names
    .map((name) => `<figure><a href="${name}.png"><img src="${name}.png" alt="${name}" loading="lazy"></a></figure>`)
    .join('')}</div></section>`;

const page = (body, count) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Picktrail: ${count} screens</title>
<style>
  body { font: 15px/1.4 system-ui, sans-serif; margin: 24px; background: #f3f4f6; color: #111; }
  .area, section > div { display: flex; flex-wrap: wrap; gap: 16px; align-items: start; }
  section { background: #fff; border-radius: 8px; padding: 12px; }
  h3 { margin: 0 0 8px; font-weight: 600; }
  figure { margin: 0; }
  img { max-height: 420px; max-width: min(640px, 90vw); border: 1px solid #ccc; }
</style>
<h1>${count} screens</h1>
${body}
</html>
`;
