/** The app: its own scripts and workers, wasm for the barcode reader, nothing from anywhere else. */
const appPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A page to print: its own styles and pictures, no script of anybody. */
const printPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const common = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // A ticket in an address must not travel on.
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
};

export const secureHeaders = (print: boolean): Record<string, string> => ({
  ...common,
  'content-security-policy': print ? printPolicy : appPolicy,
});
