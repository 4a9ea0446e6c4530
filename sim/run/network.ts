import type { HttpReply, HttpRequest, Network } from '../../client/sync/ports.ts';
import { isFault } from '../../shared/domain/fault.ts';
import { pushRequest, type PushRequest } from '../../shared/protocol.ts';
import type { Engine } from '../../server/engine/port.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { Faults } from './faults.ts';
import { ServerGone, type Server } from './server.ts';
import type { VirtualTime } from './time.ts';

export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** One device's way to the server: late, lost, doubled, out of order, cut, gone for minutes. */
export class Line implements Network {
  readonly #server: Server;
  readonly #time: VirtualTime;
  readonly #faults: Faults;
  readonly #random: Random;
  #connected = true;

  constructor(server: Server, time: VirtualTime, faults: Faults, random: Random) {
    this.#server = server;
    this.#time = time;
    this.#faults = faults;
    this.#random = random;
  }

  get connected(): boolean {
    return this.#connected;
  }

  set connected(connected: boolean) {
    this.#connected = connected;
  }

  /** Browsers are seldom sure. */
  online(): boolean {
    return this.#connected || this.#random.chance(0.5);
  }

  async request(http: HttpRequest): Promise<HttpReply> {
    const text = new TextDecoder().decode(http.body ?? undefined);
    const faults = this.#faults;
    if (faults.hits('http.busy')) return reply(503, '{}');
    if (faults.hits('http.unauthorized')) return reply(401, '{}');
    const answer = await this.call(async (engine) => {
      const parsed = pushRequest.safeParse(JSON.parse(text));
      if (!parsed.success) throw new Error('a device sent what the protocol does not know');
      const request: PushRequest = parsed.data;
      return engine.pushSteps(request, { person: null, device: request.device });
    });
    if (isFault(answer)) return reply(503, JSON.stringify(answer));
    const body = JSON.stringify(answer);
    return faults.hits('answer.cut') ? reply(200, body.slice(0, body.length >> 1)) : reply(200, body);
  }

  /** Any question to the engine over this line. Throws `NoAnswer` where none came; whether it took effect is unknown then. */
  async call<T>(question: (engine: Engine) => Promise<T>): Promise<T> {
    const faults = this.#faults;
    const time = this.#time;
    await time.wait(this.#delay());
    if (!this.#connected || faults.hits('request.lost')) return this.#silence();
    if (faults.hits('request.doubled')) {
      // The twin comes some time later, and nobody hears its answer.
      time.later(this.#random.int(50, 20_000), () => void this.#server.ask(question).catch(ignoreGone));
    }
    if (faults.hits('request.delayed')) await time.wait(this.#random.int(5000, 40_000));
    try {
      const answer = await this.#server.ask(question);
      await time.wait(this.#delay());
      if (!this.#connected || faults.hits('answer.lost')) return await this.#silence();
      return answer;
    } catch (error) {
      if (error instanceof ServerGone) throw new NoAnswer('the server went away');
      throw error;
    }
  }

  #delay(): number {
    return this.#random.int(20, 400);
  }

  /** Some failures are told at once, others never. */
  async #silence(): Promise<never> {
    await this.#time.wait(this.#random.chance(0.5) ? this.#random.int(10, 1000) : 30_000);
    throw new NoAnswer('no answer');
  }
}

function ignoreGone(error: unknown): void {
  if (!(error instanceof ServerGone)) throw error;
}

const reply = (status: number, text: string): HttpReply => ({ status, header: () => null, text });
