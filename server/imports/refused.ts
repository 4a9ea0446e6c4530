import { fault, type Fault, type FaultCode } from '../../shared/domain/fault.ts';

/** A file that cannot be read: thrown from deep inside of a stream, a fault again where the file was opened. */
export class FileRefused extends Error {
  readonly fault: Fault;
  constructor(code: FaultCode, params: Fault['params'] = {}) {
    super(code);
    this.fault = fault(code, params);
  }
}

export const broken = (row: number, problem: string): FileRefused =>
  new FileRefused('file.broken', { row, problem: problem.slice(0, 200) });

/** Lets everybody else have a turn: the floor's commands run on the same thread. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
