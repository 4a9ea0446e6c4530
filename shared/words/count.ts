import type { WordTable } from './table.ts';

/** The screens of a count, loaded with them. */
export const countWords = {
  'count.sums': { en: '{{items}} items, {{pieces}} pcs', 'zh-CN': '{{items}} 种 {{pieces}} 件' },
  'count.finish': { en: 'All counted', 'zh-CN': '盘完' },
  'count.empty': { en: 'Bin is empty', 'zh-CN': '空货位' },
  'count.emptySure': { en: 'Nothing at all in it?', 'zh-CN': '里面什么都没有？' },
  'count.emptyYes': { en: 'Yes, it is empty', 'zh-CN': '对，是空的' },
  'count.howMany': { en: 'How many in all?', 'zh-CN': '一共几件？' },
  'count.key': { en: 'Number', 'zh-CN': '数量' },
  'count.all': { en: 'Count all that lies here', 'zh-CN': '这里有的都要盘' },
  'count.done': { en: 'Counted', 'zh-CN': '已盘完' },
  'count.goOn': { en: 'Not all yet', 'zh-CN': '还没盘完' },
  'count.next': { en: 'Next', 'zh-CN': '下一个' },
  'count.recalled': { en: 'Not needed any more', 'zh-CN': '盘点已取消' },
} as const satisfies WordTable;
