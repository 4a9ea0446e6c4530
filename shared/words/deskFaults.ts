import { faultWords, type DeskCode } from './faults.ts';
import type { WordTable } from './table.ts';

/** Faults of files and imports, which only a desk meets: what happened, and what to do next. */
export const deskFaultWords = {
  'fault.file.broken': { en: 'The file cannot be read, row {{row}}', 'zh-CN': '文件无法读取，第 {{row}} 行' },
  'fault.file.broken.next': { en: 'Save it again as CSV (UTF-8)', 'zh-CN': '请另存为 CSV（UTF-8）' },
  'fault.file.columns': { en: 'Columns are missing: {{columns}}', 'zh-CN': '缺少列：{{columns}}' },
  'fault.file.columns.next': { en: 'Say which column is which', 'zh-CN': '请对应好各列' },
  'fault.file.kind': { en: 'This is no CSV file and no .xlsx workbook', 'zh-CN': '不是 CSV 文件，也不是 .xlsx 工作簿' },
  'fault.file.kind.next': {
    en: 'Save it as .xlsx or CSV, then send it again',
    'zh-CN': '请另存为 .xlsx 或 CSV 后重试',
  },
  'fault.file.old': { en: 'An old .xls workbook cannot be read', 'zh-CN': '无法读取旧版 .xls 工作簿' },
  'fault.file.old.next': { en: 'Open it in Excel and save it as .xlsx', 'zh-CN': '请用 Excel 打开并另存为 .xlsx' },
  'fault.file.locked': { en: 'The workbook is protected with a password', 'zh-CN': '工作簿设有密码' },
  'fault.file.locked.next': { en: 'Save a copy without a password', 'zh-CN': '请另存一份不带密码的副本' },
  'fault.file.bomb': { en: 'Unpacked, the file is larger than {{max}} MB', 'zh-CN': '文件解压后超过 {{max}} MB' },
  'fault.file.bomb.next': { en: 'Save it anew, or split it', 'zh-CN': '请重新保存或拆分文件' },
  'fault.file.tooMany': { en: 'The file has more than {{max}} rows', 'zh-CN': '文件超过 {{max}} 行' },
  'fault.file.tooMany.next': { en: 'Split it into several files', 'zh-CN': '请拆分成多个文件' },
  'fault.file.encoding': { en: 'The text of the file cannot be read', 'zh-CN': '无法识别文件的文字编码' },
  'fault.file.encoding.next': { en: 'Save it as CSV UTF-8 or .xlsx', 'zh-CN': '请另存为 CSV UTF-8 或 .xlsx' },
  'fault.file.empty': { en: 'There are no rows in the file', 'zh-CN': '文件里没有数据行' },
  'fault.file.empty.next': { en: 'Check that this is the right file and sheet', 'zh-CN': '请确认文件和工作表是否正确' },
  'fault.import.columns': { en: 'No column is chosen for: {{columns}}', 'zh-CN': '还没有对应列：{{columns}}' },
  'fault.import.columns.next': { en: 'Say which column holds it', 'zh-CN': '请选择对应的列' },
  'fault.import.errors': {
    en: 'The file has mistakes: {{count}}. Nothing was changed',
    'zh-CN': '文件有 {{count}} 处错误，未作任何更改',
  },
  'fault.import.errors.next': { en: 'Correct the file and choose it again', 'zh-CN': '请更正文件后重新选择' },
  'fault.import.stale': { en: '{{what}} was changed by somebody meanwhile', 'zh-CN': '{{what}} 刚被他人修改' },
  'fault.import.stale.next': { en: 'Look at the preview again', 'zh-CN': '请重新查看预览' },
  'fault.import.gone': { en: 'This import is not known any more', 'zh-CN': '此导入已不存在' },
  'fault.import.gone.next': {
    en: 'Choose the file again: it says what is done already',
    'zh-CN': '请重新选择文件：已完成的不会重复',
  },
  'fault.import.busy': { en: 'Other imports are running', 'zh-CN': '正在处理其他导入' },
  'fault.import.busy.next': { en: 'Try again in a minute', 'zh-CN': '请一分钟后重试' },
} as const satisfies WordTable & Record<`fault.${DeskCode}` | `fault.${DeskCode}.next`, unknown>;

/** Every fault, for who answers any of them. */
export const allFaultWords = { ...faultWords, ...deskFaultWords };
