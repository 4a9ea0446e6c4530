import type { Fault, FaultCode } from '../domain/fault.ts';
import type { WordTable } from './table.ts';

/** Faults that only a desk meets: their words are in `deskFaults.ts`, and no handheld waits for them. */
export type DeskCode = Extract<FaultCode, `file.${string}` | `import.${string}`>;
type FloorCode = Exclude<FaultCode, DeskCode>;

/**
 * What happened (`fault.CODE`, both sides named by the fault's params) and what to do next (`fault.CODE.next`), for every fault.
 * Short: a fault has to fit under a bin's code on a screen 320 pixels wide.
 */
export const faultWords = {
  // scanning
  'fault.code.unknown': { en: '{{scanned}} is not a known code', 'zh-CN': '不认识这个码：{{scanned}}' },
  'fault.code.unknown.next': { en: 'Scan another label of it', 'zh-CN': '换一个标签再扫' },
  'fault.code.ambiguous': { en: '{{scanned}} can mean several things', 'zh-CN': '{{scanned}} 对应多个商品' },
  'fault.code.ambiguous.next': { en: 'Scan its other label', 'zh-CN': '请扫另一个标签' },
  'fault.code.damaged': { en: '{{scanned}}: check character is wrong', 'zh-CN': '{{scanned}} 校验位不对' },
  'fault.code.damaged.next': { en: 'Scan again. Label damaged? Report it', 'zh-CN': '请重扫；标签破损请上报' },
  'fault.code.notHere': {
    en: '{{scanned}} is not wanted now. Wanted: {{wanted}}',
    'zh-CN': '现在不用扫 {{scanned}}，应扫：{{wanted}}',
  },
  'fault.code.notHere.next': { en: 'Scan what the screen asks for', 'zh-CN': '按屏幕提示扫码' },
  // picking
  'fault.bin.wrong': { en: '{{scanned}} scanned, {{wanted}} wanted', 'zh-CN': '扫的是 {{scanned}}，应为 {{wanted}}' },
  'fault.bin.wrong.next': { en: 'Go to {{wanted}}', 'zh-CN': '请到 {{wanted}}' },
  'fault.item.wrong': {
    en: 'Wrong item: {{scanned}}. Wanted: {{wanted}}',
    'zh-CN': '拿错了：{{scanned}}，应为 {{wanted}}',
  },
  'fault.item.wrong.next': { en: 'Put it back', 'zh-CN': '放回原位' },
  'fault.item.lotWrong': {
    en: 'Lot {{scanned}} scanned, {{wanted}} wanted',
    'zh-CN': '批次是 {{scanned}}，应为 {{wanted}}',
  },
  'fault.item.lotWrong.next': { en: 'Find the right lot', 'zh-CN': '请找对应批次' },
  'fault.item.tooMany': {
    en: 'Too many: {{scanned}}. Still wanted: {{wanted}}',
    'zh-CN': '多了：{{scanned}} 件，只差 {{wanted}} 件',
  },
  'fault.item.tooMany.next': { en: 'Leave the extra pieces', 'zh-CN': '多的放回原位' },
  'fault.tote.wrong': {
    en: 'Tote {{scanned}} scanned, {{wanted}} wanted',
    'zh-CN': '扫的是 {{scanned}}，应为周转箱 {{wanted}}',
  },
  'fault.tote.wrong.next': { en: 'Scan tote {{wanted}}', 'zh-CN': '请扫周转箱 {{wanted}}' },
  'fault.tote.taken': { en: 'Tote {{tote}} is in use already', 'zh-CN': '周转箱 {{tote}} 已占用' },
  'fault.tote.taken.next': { en: 'Take an empty tote', 'zh-CN': '换一个空周转箱' },
  'fault.tote.needed': { en: '{{scanned}} is not a tote', 'zh-CN': '{{scanned}} 不是周转箱' },
  'fault.tote.needed.next': { en: 'Scan an empty tote', 'zh-CN': '请扫空周转箱' },
  'fault.bin.needed': {
    en: '{{scanned}} scanned, bin {{wanted}} wanted',
    'zh-CN': '扫的是 {{scanned}}，应扫货位 {{wanted}}',
  },
  'fault.bin.needed.next': { en: 'Scan the bin first', 'zh-CN': '请先扫货位' },
  'fault.item.needed': {
    en: '{{scanned}} scanned, item wanted: {{wanted}}',
    'zh-CN': '扫的是 {{scanned}}，应扫商品：{{wanted}}',
  },
  'fault.item.needed.next': { en: 'Scan the item', 'zh-CN': '请扫商品条码' },
  'fault.list.needed': { en: '{{scanned}} is not a pick list', 'zh-CN': '{{scanned}} 不是拣货单' },
  'fault.list.needed.next': { en: 'Scan the code on the list', 'zh-CN': '请扫拣货单上的码' },
  'fault.list.stale': { en: 'This pick list is out of date', 'zh-CN': '拣货单已过期' },
  'fault.list.stale.next': { en: 'Ask for a new print', 'zh-CN': '请重新打印拣货单' },
  'fault.list.forged': { en: 'This pick list is not one of ours', 'zh-CN': '拣货单签名不符' },
  'fault.list.forged.next': { en: 'Do not pick it. Tell the supervisor', 'zh-CN': '不要拣，告诉主管' },
  'fault.list.otherWarehouse': { en: 'This pick list is of another warehouse', 'zh-CN': '这是别的仓库的拣货单' },
  'fault.list.otherWarehouse.next': { en: 'Take a list of this warehouse', 'zh-CN': '请拿本仓的拣货单' },
  'fault.task.taken': { en: '{{person}} works on this task', 'zh-CN': '{{person}} 正在做这个任务' },
  'fault.task.taken.next': { en: 'Take another list', 'zh-CN': '请换一张拣货单' },
  'fault.task.done': { en: 'Task {{task}} is done', 'zh-CN': '任务 {{task}} 已完成' },
  'fault.task.done.next': { en: 'Scan the next list', 'zh-CN': '请扫下一张拣货单' },
  'fault.task.recalled': { en: 'This task was recalled', 'zh-CN': '任务已召回' },
  'fault.task.calledBack': { en: 'STOP. The rest was called back', 'zh-CN': '停！其余已召回' },
  'fault.task.calledBack.next': {
    en: 'Bring your totes to a station and scan it',
    'zh-CN': '周转箱送到工位，扫工位码',
  },
  'fault.task.recalled.next': { en: 'Stop. Bring the goods to the supervisor', 'zh-CN': '停止拣货，货交给主管' },
  'fault.undo.nothing': { en: 'Nothing to undo', 'zh-CN': '没有可撤销的' },
  'fault.undo.nothing.next': { en: 'Go on', 'zh-CN': '继续' },
  // packing and out
  'fault.tote.empty': { en: 'Nothing to pack in {{tote}}', 'zh-CN': '{{tote}} 里没有要打包的货' },
  'fault.tote.empty.next': { en: 'Scan another tote', 'zh-CN': '请扫别的周转箱' },
  'fault.tote.notReady': { en: 'Not complete: {{pieces}} still being picked', 'zh-CN': '没拣齐：还差 {{pieces}} 件' },
  'fault.tote.notReady.next': { en: 'Put it aside, take another', 'zh-CN': '先放一边，做下一个' },
  'fault.parcel.unknown': { en: 'No parcel known for {{scanned}}', 'zh-CN': '没有这个包裹：{{scanned}}' },
  'fault.parcel.unknown.next': { en: 'Scan its tote or waybill', 'zh-CN': '请扫周转箱或面单' },
  'fault.parcel.notPacked': { en: '{{scanned}}: close the box first', 'zh-CN': '{{scanned}}：还没封箱' },
  'fault.parcel.notPacked.next': { en: "Tap 'Close box'", 'zh-CN': '请点“封箱”' },
  'fault.parcel.left': { en: 'Parcel {{waybill}} has left already', 'zh-CN': '包裹 {{waybill}} 已出库' },
  'fault.parcel.left.next': { en: 'Is it still here? Tell the supervisor', 'zh-CN': '货还在？告诉主管' },
  'fault.parcel.elsewhere': { en: 'Another desk packs this parcel', 'zh-CN': '别的工位在打这个包裹' },
  'fault.parcel.elsewhere.next': { en: 'Wait a minute, or leave it to them', 'zh-CN': '等一分钟，或让对方打' },
  'fault.parcel.twice': { en: 'Another desk closed {{waybill}} too', 'zh-CN': '别的工位也封了 {{waybill}}' },
  'fault.parcel.twice.next': { en: 'Take your label off, put the box aside', 'zh-CN': '撕掉面单，箱子放一边' },
  'fault.item.notInParcel': { en: '{{scanned}} is not in this parcel', 'zh-CN': '{{scanned}} 不是这个包裹的' },
  'fault.item.notInParcel.next': { en: 'Put it aside', 'zh-CN': '请放一边' },
  'fault.waybill.wrong': {
    en: 'Waybill {{scanned}} scanned, {{wanted}} wanted',
    'zh-CN': '扫的是 {{scanned}}，应为面单 {{wanted}}',
  },
  'fault.waybill.wrong.next': { en: 'Put the right label on, scan it', 'zh-CN': '贴对面单再扫' },
  'fault.waybill.missing': { en: 'No waybill number yet', 'zh-CN': '还没有运单号' },
  'fault.waybill.missing.next': { en: 'Put the box aside, it will come', 'zh-CN': '箱子先放一边，等运单号' },
  'fault.order.stopped': { en: 'STOP. Order cancelled or recalled', 'zh-CN': '停！订单已取消或召回' },
  'fault.order.stopped.next': { en: 'Scan its tote and put it aside', 'zh-CN': '扫周转箱，放一边' },
  'fault.order.notWhole': { en: 'Not all pieces are scanned', 'zh-CN': '还没验完' },
  'fault.order.notWhole.next': { en: 'Scan the rest, or take another box', 'zh-CN': '继续扫，或加一个箱子' },
  'fault.grant.missing': { en: '{{waybill}}: no leave to go yet', 'zh-CN': '{{waybill}}：还没放行' },
  'fault.grant.missing.next': { en: 'Keep it in the hold lane', 'zh-CN': '放在暂存区等放行' },
  'fault.putback.binNeeded': { en: '{{scanned}} is not a bin', 'zh-CN': '{{scanned}} 不是货位' },
  'fault.putback.binNeeded.next': { en: 'Scan the bin it goes to', 'zh-CN': '请扫要放回的货位' },
  // counting
  'fault.count.secondPerson': { en: 'You have counted this bin already', 'zh-CN': '这个货位你已经盘过' },
  'fault.count.secondPerson.next': { en: 'Somebody else has to count it', 'zh-CN': '复盘须换一个人' },
  'fault.count.itemNeeded': { en: '{{scanned}} scanned, an item is wanted', 'zh-CN': '扫的是 {{scanned}}，应扫商品' },
  'fault.count.itemNeeded.next': { en: 'Scan an item, or finish', 'zh-CN': '扫商品，或点“盘完”' },
  'fault.count.tooMany': {
    en: '{{scanned}} pieces: no more than {{most}}',
    'zh-CN': '{{scanned}} 件，最多 {{most}} 件',
  },
  'fault.count.tooMany.next': { en: 'Key in the number again', 'zh-CN': '请重新输入数量' },
  'fault.count.recalled': { en: 'This count is not needed any more', 'zh-CN': '这个盘点已取消' },
  'fault.count.recalled.next': { en: 'Go on with the next', 'zh-CN': '请做下一个' },
  'fault.count.own': { en: 'You counted this bin yourself', 'zh-CN': '这个货位是你自己盘的' },
  'fault.count.own.next': { en: 'Another supervisor has to approve it', 'zh-CN': '须由另一位主管批准' },
  'fault.count.over': { en: 'Nothing is to be decided about this count', 'zh-CN': '这个盘点现在不能处理' },
  'fault.count.over.next': { en: 'Look at its state', 'zh-CN': '请查看它的状态' },
  'fault.count.changed': { en: 'The variance has changed meanwhile', 'zh-CN': '差异刚刚变了' },
  'fault.count.changed.next': { en: 'Look at the new figures, then decide', 'zh-CN': '请看新的数字，再决定' },
  'fault.count.awaited': {
    en: 'Devices have not been heard of since the count: {{devices}}',
    'zh-CN': '盘点后还没有联系上的设备：{{devices}} 台',
  },
  'fault.count.awaited.next': { en: 'Wait for them, or approve anyway', 'zh-CN': '等它们联网，或仍然批准' },
  'fault.count.nothing': { en: 'No bin to count there', 'zh-CN': '没有需要盘点的货位' },
  'fault.count.nothing.next': { en: 'Choose another bin, item or plan', 'zh-CN': '请换一个货位、商品或计划' },
  // people and devices
  'fault.signIn.badge': { en: 'This badge is not known', 'zh-CN': '不认识这张工牌' },
  'fault.signIn.badge.next': { en: 'Scan your badge again', 'zh-CN': '请重扫工牌' },
  'fault.signIn.pin': { en: 'Wrong PIN', 'zh-CN': '密码不对' },
  'fault.signIn.pin.next': { en: 'Try again', 'zh-CN': '再输一次' },
  'fault.signIn.slow': { en: 'Too many wrong tries', 'zh-CN': '输错次数过多' },
  'fault.signIn.slow.next': { en: 'Wait {{seconds}} s, then try again', 'zh-CN': '请等 {{seconds}} 秒后再试' },
  'fault.signIn.offlineUnknown': {
    en: 'No network, and this device does not know you yet',
    'zh-CN': '没网，本机还不认识你',
  },
  'fault.signIn.offlineUnknown.next': { en: 'Sign in once with a network', 'zh-CN': '请在有网处先登录一次' },
  'fault.signIn.role': { en: 'Your badge may not do this', 'zh-CN': '你的工牌没有这个权限' },
  'fault.signIn.role.next': { en: 'Ask your supervisor', 'zh-CN': '请找主管' },
  'fault.signIn.needed': { en: 'Signed out', 'zh-CN': '未登录' },
  'fault.signIn.needed.next': { en: 'Scan your badge', 'zh-CN': '请扫工牌' },
  'fault.role.missing': { en: 'Your role may not do this', 'zh-CN': '你的角色没有权限' },
  'fault.role.missing.next': { en: 'Ask your supervisor', 'zh-CN': '请找主管' },
  'fault.device.storage': { en: 'NOT SAVED: this device has no room', 'zh-CN': '没有保存：设备存储已满' },
  'fault.device.storage.next': { en: 'Stop working. Bring it to the supervisor', 'zh-CN': '停止作业，交给主管' },
  'fault.device.clock': { en: "This device's clock is wrong", 'zh-CN': '设备时间不对' },
  'fault.device.clock.next': { en: 'Set date and time, then go on', 'zh-CN': '请校准日期和时间' },
  'fault.camera.insecure': { en: 'No camera: this address is not https', 'zh-CN': '不能用相机：网址不是 https' },
  'fault.camera.insecure.next': {
    en: 'Open the https address, or type the code',
    'zh-CN': '请用 https 网址打开，或手工输码',
  },
  'fault.camera.denied': { en: 'The browser may not use the camera', 'zh-CN': '浏览器没有相机权限' },
  'fault.camera.denied.next': {
    en: 'Allow it in the site settings, tap again',
    'zh-CN': '在网站设置里允许相机，再点一次',
  },
  'fault.camera.none': { en: 'This device has no camera', 'zh-CN': '本机没有相机' },
  'fault.camera.none.next': { en: 'Use a scanner, or type the code', 'zh-CN': '请用扫码枪，或手工输码' },
  'fault.camera.busy': { en: 'The camera does not answer', 'zh-CN': '相机没有响应' },
  'fault.camera.busy.next': { en: 'Close other apps that use it, tap again', 'zh-CN': '关掉占用相机的应用，再点一次' },
  'fault.camera.broken': { en: 'The code reader could not be loaded', 'zh-CN': '读码程序没有加载成功' },
  'fault.camera.broken.next': { en: 'Tap again with a network', 'zh-CN': '有网时再点一次' },
  // intents
  'fault.input.malformed': { en: 'That could not be read', 'zh-CN': '数据格式错误' },
  'fault.input.malformed.next': { en: 'Send valid JSON', 'zh-CN': '请发送合法的 JSON' },
  'fault.input.tooLarge': { en: 'Too large', 'zh-CN': '数据太大' },
  'fault.input.tooLarge.next': { en: 'Send it in smaller parts', 'zh-CN': '请分批发送' },
  'fault.input.invalid': {
    en: 'Something in it is not valid: {{path}} {{problem}}',
    'zh-CN': '内容不合规：{{path}} {{problem}}',
  },
  'fault.input.invalid.next': { en: 'Correct it and send again', 'zh-CN': '改正后重新提交' },
  'fault.notFound': { en: 'Not found', 'zh-CN': '没有找到' },
  'fault.notFound.next': { en: 'Check the address or number', 'zh-CN': '请核对地址或编号' },
  'fault.order.unknownSku': { en: 'Item {{sku}} is not in the catalogue', 'zh-CN': '商品 {{sku}} 不在目录里' },
  'fault.order.unknownSku.next': { en: 'Add the item, then send again', 'zh-CN': '先建商品，再提交' },
  'fault.order.differs': {
    en: 'Order {{number}} exists with other content',
    'zh-CN': '订单 {{number}} 已存在，内容不同',
  },
  'fault.order.differs.next': {
    en: 'Cancel the first, or send it under another number',
    'zh-CN': '取消原单，或换单号提交',
  },
  'fault.receipt.differs': {
    en: 'Receipt {{receipt}} exists with other goods',
    'zh-CN': '收货单 {{receipt}} 已存在，内容不同',
  },
  'fault.receipt.differs.next': { en: 'Give it a number of its own', 'zh-CN': '请换一个收货单号' },
  'fault.order.unknown': { en: 'Order {{number}} is not known', 'zh-CN': '没有订单 {{number}}' },
  'fault.order.unknown.next': { en: 'Check channel and number', 'zh-CN': '请核对渠道和单号' },
  'fault.order.shipped': { en: 'Order {{number}} has left already', 'zh-CN': '订单 {{number}} 已出库' },
  'fault.order.shipped.next': { en: 'Ask the carrier to intercept it', 'zh-CN': '请联系承运商拦截' },
  'fault.order.notPaid': { en: 'Order {{number}} is not paid', 'zh-CN': '订单 {{number}} 未付款' },
  'fault.order.notPaid.next': { en: 'Wait for the payment', 'zh-CN': '请等待付款' },
  'fault.order.paidLate': {
    en: 'Order {{number}} was paid after its hold ended',
    'zh-CN': '订单 {{number}} 付款时占用已过期',
  },
  'fault.order.paidLate.next': { en: 'It waits for stock again', 'zh-CN': '已重新排队等库存' },
  'fault.wave.empty': { en: 'No order can be released', 'zh-CN': '没有可释放的订单' },
  'fault.wave.empty.next': { en: 'Choose other orders, or wait for stock', 'zh-CN': '换订单，或等库存' },
  'fault.wave.over': { en: 'Nothing of wave {{wave}} is left to recall', 'zh-CN': '波次 {{wave}} 没有可召回的作业' },
  'fault.wave.over.next': {
    en: 'It is picked or done. Cancel single orders instead',
    'zh-CN': '已拣完或已完成。如需停止，请逐单取消',
  },
  'fault.wave.notInBins': { en: '{{sku}}: the reserved pieces lie in no bin', 'zh-CN': '{{sku}}：预占的货不在货位上' },
  'fault.wave.notInBins.next': { en: 'Put away or count, then release', 'zh-CN': '先上架或盘点，再释放' },
  'fault.waybill.refused': { en: 'The carrier refused the address', 'zh-CN': '承运商拒收该地址' },
  'fault.waybill.refused.next': { en: 'Correct the address or change carrier', 'zh-CN': '改地址或换承运商' },
  'fault.waybill.silent': { en: 'The carrier does not answer', 'zh-CN': '承运商没有响应' },
  'fault.waybill.silent.next': { en: 'It is asked again by itself', 'zh-CN': '系统会自动重试' },
  'fault.channel.unknown': { en: 'Channel {{channel}} is not known', 'zh-CN': '没有渠道 {{channel}}' },
  'fault.channel.unknown.next': { en: 'Set the channel up first', 'zh-CN': '请先建渠道' },
  'fault.location.unknown': { en: 'Location {{location}} is not known', 'zh-CN': '没有库位 {{location}}' },
  'fault.location.unknown.next': { en: 'Check the code', 'zh-CN': '请核对编码' },
  'fault.sku.unknown': { en: 'Item {{sku}} is not known', 'zh-CN': '没有商品 {{sku}}' },
  'fault.sku.unknown.next': { en: 'Check the code', 'zh-CN': '请核对编码' },
  'fault.server.busy': { en: 'The server is busy', 'zh-CN': '服务器忙' },
  'fault.server.busy.next': { en: 'Try again in a moment', 'zh-CN': '请稍后再试' },
  'fault.server.broken': { en: 'The server had a failure', 'zh-CN': '服务器出错' },
  'fault.server.broken.next': { en: 'Try again. Still there? Tell the supervisor', 'zh-CN': '请重试；仍不行告诉主管' },
  'fault.label.none': { en: 'Nothing to print for this choice', 'zh-CN': '没有符合条件的标签' },
  'fault.label.none.next': { en: 'Choose others', 'zh-CN': '请调整筛选条件' },
  'fault.label.tooMany': {
    en: '{{count}} labels, {{most}} at once',
    'zh-CN': '{{count}} 张标签，一次最多 {{most}} 张',
  },
  'fault.label.tooMany.next': { en: 'Print them in parts', 'zh-CN': '请分批打印' },
  'fault.label.tooLong': { en: '{{text}} is too long for {{size}} mm', 'zh-CN': '{{text}} 太长，{{size}} mm 放不下' },
  'fault.label.tooLong.next': { en: 'Choose a larger size', 'zh-CN': '请换大一号的标签' },
  'fault.label.unprintable': {
    en: '{{text}} cannot be a code: capitals, digits and hyphens only',
    'zh-CN': '{{text}} 无法制码：只能用大写字母、数字和连字符',
  },
  'fault.label.unprintable.next': { en: 'Rename it first', 'zh-CN': '请先改编码' },
  // held steps
  'fault.step.changed': { en: 'The same step came with other content', 'zh-CN': '同一作业记录内容不同' },
  'fault.step.changed.next': { en: 'A supervisor decides which is true', 'zh-CN': '由主管裁定' },
  'fault.step.unknownKind': {
    en: 'The server does not know this kind of step yet',
    'zh-CN': '服务器还不认识这种作业记录',
  },
  'fault.step.unknownKind.next': { en: 'It is decided after the next update', 'zh-CN': '升级后再裁定' },
  'fault.step.malformed': { en: 'This step cannot be read', 'zh-CN': '作业记录无法解析' },
  'fault.step.malformed.next': { en: 'A supervisor looks at it', 'zh-CN': '由主管处理' },
  'fault.step.otherWarehouse': { en: 'This step is of another warehouse', 'zh-CN': '这是别的仓库的作业记录' },
  'fault.step.otherWarehouse.next': { en: 'A supervisor looks at it', 'zh-CN': '由主管处理' },
  'fault.step.implausible': { en: 'This step is not plausible', 'zh-CN': '作业记录不合常理' },
  'fault.step.implausible.next': { en: 'A supervisor decides', 'zh-CN': '由主管裁定' },
  'fault.step.failed': { en: 'This step could not be booked', 'zh-CN': '作业记录入账失败' },
  'fault.step.failed.next': { en: 'A supervisor decides', 'zh-CN': '由主管裁定' },
  // things that faults name
  'thing.station': { en: 'a station', 'zh-CN': '工位' },
  'thing.tote': { en: 'a tote', 'zh-CN': '周转箱' },
  'thing.bin': { en: 'a bin', 'zh-CN': '货位' },
  'thing.list': { en: 'a pick list', 'zh-CN': '拣货单' },
  'thing.waybill': { en: 'a waybill', 'zh-CN': '面单' },
  'thing.badge': { en: 'a badge', 'zh-CN': '工牌' },
} as const satisfies WordTable & Record<`fault.${FloorCode}` | `fault.${FloorCode}.next`, unknown>;

/** Says a key in the language of the caller, with its parameters. */
export type Say = (key: string, params?: Record<string, string | number>) => string;

/**
 * A fault in words: what happened, naming both sides, and what to do next. `what` is '' for a tap that scanned nothing. A parameter
 * `@station` names a kind of thing; `nameOf` may turn ids (a SKU, a person) into names.
 */
export function faultSentence(
  say: Say,
  fault: Fault,
  nameOf: (id: string) => string = (id) => id,
): { what: string; next: string } {
  const named = Object.entries(fault.params).map(([key, value]) => [key, nameParam(say, value, nameOf)] as const);
  const params = Object.fromEntries(named);
  const key = `fault.${fault.fault}`;
  return { what: fault.params['scanned'] === '' ? '' : say(key, params), next: say(`${key}.next`, params) };
}

function nameParam(say: Say, value: string | number, nameOf: (id: string) => string): string | number {
  if (typeof value === 'number') return value;
  return value.startsWith('@') ? say(`thing.${value.slice(1)}`) : nameOf(value);
}
