// Puts what the browser tests saw last into the documents: `npm test -- --only playwright`, then `npm run pictures`.
import { root } from './lib/paths.mjs';
import { takePictures } from './lib/pictures.mjs';

const { taken, missing } = takePictures(root);
console.log(`${taken.length} pictures taken: ${taken.join(', ')}`);
if (missing.length > 0) {
  console.error(`Not taken by any browser test: ${missing.join(', ')}`);
  process.exit(1);
}
