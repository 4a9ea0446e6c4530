// Progress goes to stderr: stdout belongs to the script that runs, whose last line may be its JSON result.

/** A failure that the user can do something about: a line that says what, and lines that say what to do next. */
export class Trouble extends Error {
  /**
   * @param {string} what
   * @param {string[]} next
   * @param {string} [output] what the failing program printed
   */
  constructor(what, next, output = '') {
    super(what);
    this.next = next;
    this.output = output;
  }
}

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Says 'i/n label … 2.1 s (note)' for each step of a run. */
export class Steps {
  #done = 0;

  /** @param {number} total */
  constructor(total) {
    this.total = total;
  }

  /** Runs one step and shows how long it took; the step's value is the note beside it.
   * @param {string} label
   * @param {() => Promise<string> | string} work */
  async step(label, work) {
    const head = this.#head(label);
    const startMs = Date.now();
    process.stderr.write(`${head} … `);
    const stopTicking = tick(head, startMs);
    try {
      const note = await work();
      stopTicking();
      process.stderr.write(`${seconds(Date.now() - startMs)}${note ? ` (${note})` : ''}\n`);
    } catch (error) {
      stopTicking();
      process.stderr.write(`failed after ${seconds(Date.now() - startMs)}\n`);
      throw error;
    }
  }

  /** The last step prints for itself.
   * @param {string} label */
  last(label) {
    process.stderr.write(`${this.#head(label)}\n`);
  }

  #head(label) {
    this.#done += 1;
    return `${this.#done}/${this.total} ${label}`;
  }
}

/** On a terminal, a slow step counts its seconds. */
function tick(head, startMs) {
  if (!process.stderr.isTTY) return () => {};
  const timer = setInterval(() => process.stderr.write(`\r${head} … ${seconds(Date.now() - startMs)} `), 1000);
  return () => {
    clearInterval(timer);
    process.stderr.write(`\r${head} … `);
  };
}

/** Shows a failure. A bug shows its stack, trouble shows the way out.
 * @param {unknown} error */
export function report(error) {
  if (!(error instanceof Trouble)) {
    console.error(error);
    return;
  }
  const output = error.output.trim();
  if (output) console.error(`\n${output.split('\n').slice(-25).join('\n')}`);
  console.error(`\n✗ ${error.message}`);
  for (const line of error.next) console.error(`  → ${line}`);
}
