import { fault, type FaultCode } from '../../shared/domain/fault.ts';
import type { CameraSwitch, Device } from '../floor/device.ts';

const note = 'camera';

/**
 * The switch of the device's camera. Its code is loaded when it is turned on, at once where it was on before. A code it reads goes the
 * way of every scan.
 */
export function createCameraSwitch({ floor, notes, now }: Pick<Device, 'floor' | 'notes' | 'now'>): CameraSwitch {
  let state: ReturnType<CameraSwitch['get']> = 'off';
  const listeners = new Set<() => void>();
  const set = (next: typeof state) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const off = () => {
    if (typeof state !== 'string') state.camera.close();
    notes.write(note, null);
    set('off');
  };

  const fail = (code: FaultCode): FaultCode => {
    off();
    void floor.refuse(fault(code));
    return code;
  };

  const open = async (): Promise<FaultCode | null> => {
    set('loading');
    const loaded = await import('../scan/camera/open.tsx').catch(() => null);
    // Turned off while it was loading.
    if (state !== 'loading') return null;
    if (!loaded) return fail('camera.broken');
    const eye = loaded.openEye({
      now,
      notes,
      // A camera delivers separators: nothing is ambiguous for want of one.
      onScan: ({ text }) => void floor.scan(text, { separators: true }),
      onFault: fail,
      knows: floor.knows,
    });
    set(eye);
    return eye.camera.opened;
  };

  if (notes.read(note) === 'on') void open();
  return {
    get: () => state,
    subscribe: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
    async turn(on) {
      if (!on) {
        off();
        return null;
      }
      if (typeof state !== 'string') return state.camera.opened;
      if (state === 'loading') return null;
      notes.write(note, 'on');
      return open();
    },
  };
}
