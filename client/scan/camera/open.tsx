import type { ComponentType } from 'react';
import { openCamera, type Camera, type CameraPorts } from './camera.ts';
import { Viewfinder } from './Viewfinder.tsx';

/** The camera and its picture for a screen: loaded when somebody wants to scan with it. */
export interface Eye {
  camera: Camera;
  View: ComponentType;
}

export function openEye(ports: CameraPorts): Eye {
  const camera = openCamera(ports);
  return { camera, View: () => <Viewfinder camera={camera} /> };
}
