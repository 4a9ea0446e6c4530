import type { FaultCode } from '../../../shared/domain/fault.ts';

/** Why there is no picture. */
export type CameraFault = Extract<FaultCode, `camera.${string}`>;

/** Properties that browsers with camera controls have, and the types of the DOM do not list. */
interface Abilities extends MediaTrackCapabilities {
  torch?: boolean;
  focusMode?: string[];
}

/** Opens the camera that is wanted, or else the one that looks away from the person; the fault where there is no picture to be had. */
export async function openStream(deviceId: string | null): Promise<MediaStream | CameraFault> {
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
  if (!window.isSecureContext) return 'camera.insecure';
  if (!mediaDevices?.getUserMedia) return 'camera.none';
  const which: MediaTrackConstraints =
    deviceId === null ? { facingMode: { ideal: 'environment' } } : { deviceId: { ideal: deviceId } };
  try {
    const video = { ...which, width: { ideal: 1280 }, height: { ideal: 720 } };
    const stream = await mediaDevices.getUserMedia({ video, audio: false });
    await sharpen(stream.getVideoTracks()[0]);
    return stream;
  } catch (error) {
    return reasonOf(error instanceof DOMException ? error.name : '');
  }
}

function reasonOf(name: string): CameraFault {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'camera.denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'camera.none';
    default:
      return 'camera.busy';
  }
}

const abilitiesOf = (track: MediaStreamTrack | undefined): Abilities => track?.getCapabilities?.() ?? {};

async function sharpen(track: MediaStreamTrack | undefined): Promise<void> {
  if (abilitiesOf(track).focusMode?.includes('continuous')) await constrain(track, { focusMode: 'continuous' });
}

export const hasTorch = (track: MediaStreamTrack | undefined): boolean => abilitiesOf(track).torch === true;

/** False where the light did not do as it was told. */
export const light = (track: MediaStreamTrack | undefined, on: boolean): Promise<boolean> =>
  constrain(track, { torch: on });

async function constrain(track: MediaStreamTrack | undefined, wish: object): Promise<boolean> {
  try {
    await track?.applyConstraints({ advanced: [wish] });
    return true;
  } catch {
    return false;
  }
}

/** Ids of all cameras, in the browser's order. */
export async function camerasOf(): Promise<string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').map((device) => device.deviceId);
}
