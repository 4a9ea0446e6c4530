import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { at } from './paths.mjs';

/** The environment in which `node` and the project's own tools are the first ones found.
 * @param {string} node
 * @param {Record<string, string>} [more] */
export function envWith(node, more = {}) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const path = [dirname(node), at('node_modules', '.bin'), process.env[key] ?? ''].join(delimiter);
  return { ...process.env, [key]: path, ...more };
}

/** Runs a program on our terminal, hands signals on to it, and gives its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, limitMs?: number }} [options]
 * @returns {Promise<number>} */
export function run(command, args, { env = process.env, cwd = at(), limitMs = 0 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env, cwd });
    const unhook = handOn(child);
    const timers = limitMs > 0 ? [setTimeout(() => child.kill('SIGTERM'), limitMs)] : [];
    if (limitMs > 0) timers.push(setTimeout(() => child.kill('SIGKILL'), limitMs + 10_000));
    const end = (settle) => {
      timers.forEach(clearTimeout);
      unhook();
      settle();
    };
    child.on('error', (error) => end(() => reject(error)));
    child.on('exit', (code, signal) => end(() => resolve(code ?? 128 + (constants.signals[signal] ?? 0))));
  });
}

/** Runs a program out of sight and keeps what it printed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>} */
export function capture(command, args, { env = process.env, cwd = at(), shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env, cwd, shell });
    const unhook = handOn(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => (output += text));
    }
    child.on('error', (error) => {
      unhook();
      reject(error);
    });
    child.on('close', (code, signal) => {
      unhook();
      resolve({ code: code ?? 128 + (constants.signals[signal] ?? 0), output });
    });
  });
}

/** Hands signals on until the function it gives is called. */
function handOn(child) {
  const signals = process.platform === 'win32' ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const hooks = signals.map((signal) => {
    const hook = () => {
      // A terminal sends Ctrl+C to the whole group, so the child has it already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    process.on(signal, hook);
    return () => process.off(signal, hook);
  });
  // npm stops only the shell between it and us; then we are an orphan, and so would the child be.
  const parent = process.ppid;
  const orphaned = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== parent;
  const watch = setInterval(() => orphaned() && child.kill('SIGTERM'), 500);
  return () => {
    clearInterval(watch);
    hooks.forEach((off) => off());
  };
}
