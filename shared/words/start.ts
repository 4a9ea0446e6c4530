import type { WordTable } from './table.ts';

/** What the server says on its console. */
export const startWords = {
  'start.ready': { en: 'Picktrail {{version}} is running', 'zh-CN': '拣迹 {{version}} 已启动' },
  'start.open': { en: 'Open', 'zh-CN': '打开' },
  'start.here': { en: 'on this machine', 'zh-CN': '本机' },
  'start.lan': { en: 'on the LAN, for handhelds', 'zh-CN': '局域网，供手持终端使用' },
  'start.plain': {
    en: 'Over plain http handhelds can neither work offline nor use the camera: give TLS_CERT and TLS_KEY (docs/guide/en/certificates.md)',
    'zh-CN':
      '用 http 访问时，手持终端无法离线作业，也无法使用摄像头：请设置 TLS_CERT 和 TLS_KEY（docs/guide/zh-CN/certificates.md）',
  },
  'start.signIns': { en: 'Sign in with badge and PIN', 'zh-CN': '用工牌号和密码登录' },
  'start.once': { en: 'This PIN is shown once: write it down', 'zh-CN': '此密码只显示一次，请记下' },
  'start.apiKey': { en: 'API key for integrators, shown once', 'zh-CN': '接口密钥，只显示一次' },
  'start.first': {
    en: 'First: open /board as supervisor and release a wave; then / as picker and scan or type its list',
    'zh-CN': '先用主管身份打开 /board 释放波次，再用拣货员身份打开首页 / 扫拣货单',
  },
  'start.firstEmpty': {
    en: 'First: sign in at /board as admin; put locations, SKUs and people by POST /api/catalogue (/api/openapi.json)',
    'zh-CN': '先用管理员身份登录 /board，再用 POST /api/catalogue 录入库位、商品和人员（见 /api/openapi.json）',
  },
  'start.stop': { en: 'Ctrl+C stops it; nothing is lost', 'zh-CN': '按 Ctrl+C 停止，数据不会丢失' },
  'start.held': {
    en: 'Another server (process {{pid}}) works with {{folder}}. Stop it first, or choose another folder with DATA',
    'zh-CN': '另一个服务（进程 {{pid}}）正在使用 {{folder}}。请先停止它，或用 DATA 指定别的目录',
  },
  'start.begun': {
    en: '--empty was not used: {{folder}} holds a warehouse already. Choose another folder with DATA',
    'zh-CN': '未使用 --empty：{{folder}} 中已有仓库。请用 DATA 指定别的目录',
  },
  'start.port': {
    en: 'Port {{port}} is taken. Choose another with PORT',
    'zh-CN': '端口 {{port}} 已被占用，请用 PORT 指定别的端口',
  },
  'start.settings': { en: 'These settings are not right', 'zh-CN': '以下设置有误' },
  'start.noClient': {
    en: 'The client is not built: only the API is served',
    'zh-CN': '客户端尚未构建，目前只提供接口',
  },
} as const satisfies WordTable;
