import type { WordTable } from './table.ts';

/** The viewfinder; loaded with the camera. What goes wrong with it is in `faults.ts`. */
export const cameraWords = {
  'camera.view': { en: 'Camera picture', 'zh-CN': '相机画面' },
  'camera.opening': { en: 'Opening the camera', 'zh-CN': '正在打开相机' },
  'camera.again': { en: 'Again', 'zh-CN': '再扫' },
  'camera.againWhat': { en: 'Scan the same code again', 'zh-CN': '把同一个码再扫一次' },
  'camera.light': { en: 'Light', 'zh-CN': '补光灯' },
  'camera.next': { en: 'Other camera', 'zh-CN': '换摄像头' },
} as const satisfies WordTable;
