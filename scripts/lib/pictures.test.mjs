import { expect, it } from 'vitest';
import { root } from './paths.mjs';
import { picturesKept, picturesShown } from './pictures.mjs';

it('every picture that a document shows is there, and none lies there unseen', () => {
  expect(picturesShown(root).length).toBeGreaterThan(0);
  expect(picturesKept(root)).toEqual(picturesShown(root));
});
