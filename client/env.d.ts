/** The app's version and commit, put in by the build: what a step says it was made with. */
declare const __APP_VERSION__: string;
