/** Print style: A4 sheets and 100 × 150 mm labels in one document, black on white, sizes in mm and pt. */
export const style = `
@page { size: A4 portrait; margin: 10mm; }
@page label { size: 100mm 150mm; margin: 0; }
* { box-sizing: border-box; margin: 0; padding: 0; }
body { font: 10pt/1.3 Arial, "Helvetica Neue", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff; }
:lang(zh-CN) body, body:lang(zh-CN) { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", Arial, sans-serif; }
.sheet { break-after: page; }
.sheet:last-child { break-after: auto; }
.label { page: label; }
.code { display: block; }
.mono, .bin, .qty, dd { font-variant-numeric: tabular-nums; }
.mono { font-family: Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; letter-spacing: 0.02em; }
h1 { font-size: 12pt; font-weight: 700; }
.small { font-size: 8pt; }

.head { display: flex; justify-content: space-between; align-items: flex-start; gap: 6mm; padding-bottom: 3mm; border-bottom: 0.6mm solid #000; }
.head .main { flex: 1; min-width: 0; }
.big { font-size: 30pt; line-height: 1.1; font-weight: 700; white-space: nowrap; }
.facts { display: flex; flex-wrap: wrap; gap: 1.5mm 6mm; margin: 2mm 0 3mm; }
.fact dt { font-size: 8pt; }
.fact dd { font-size: 12pt; font-weight: 700; }
.side { text-align: center; flex: none; }
.side .small { max-width: 58mm; margin: 0 auto; }
.note { font-weight: 700; border: 0.4mm solid #000; padding: 2mm; margin-top: 2mm; }

.slots { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1.5mm; margin: 3mm 0 1mm; }
.slots div { border: 0.3mm solid #000; padding: 1mm 1.5mm; display: flex; align-items: center; gap: 2mm; min-height: 9mm; break-inside: avoid; }
.slots b { font-size: 15pt; }
.slots span { font-size: 10pt; overflow-wrap: anywhere; }

table { width: 100%; border-collapse: collapse; margin-top: 2mm; }
th { text-align: left; font-size: 8pt; font-weight: 700; padding: 1mm; border-bottom: 0.4mm solid #000; white-space: nowrap; }
td { padding: 1mm; border-bottom: 0.15mm solid #000; vertical-align: middle; }
tr { break-inside: avoid; }
tbody tr:nth-child(5n) td { border-bottom-width: 0.5mm; }
.right { text-align: right; }
.stops th.right { padding-right: 3mm; }
.again { display: flex; justify-content: space-between; }
.stops .n { width: 8mm; font-size: 9pt; }
.stops .bin { font-weight: 700; white-space: nowrap; padding-right: 4mm; }
.stops .qty { font-weight: 700; text-align: right; white-space: nowrap; padding-right: 3mm; }
.stops .puts { width: 40mm; }
.stops .sku { font-weight: 700; }
.stops .tick { width: 8mm; }
.box { display: inline-block; width: 4.5mm; height: 4.5mm; border: 0.4mm solid #000; vertical-align: middle; }
.put { display: inline-block; white-space: nowrap; margin-right: 2.5mm; }
.put b { display: inline-block; min-width: 7mm; padding: 0 1.2mm; text-align: center; border: 0.5mm solid #000; border-radius: 1.5mm; margin-right: 1mm; }
.roomy .bin { font-size: 26pt; line-height: 1.15; } .roomy .qty { font-size: 22pt; } .roomy .put { font-size: 15pt; } .roomy td { padding: 1.6mm 1mm; }
.usual .bin { font-size: 19pt; line-height: 1.1; } .usual .qty { font-size: 17pt; } .usual .put { font-size: 12pt; }
.dense .bin { font-size: 15pt; line-height: 1.05; } .dense .qty { font-size: 13pt; } .dense .put { font-size: 11pt; } .dense td { padding: 0.5mm 1mm; }
.dense .item { font-size: 8.5pt; line-height: 1.15; }

.slip .parties { display: flex; gap: 8mm; margin: 4mm 0; }
.slip .parties > div { flex: 1; }
.slip address { font-style: normal; font-size: 11pt; }
.slip tfoot td { border: 0; border-top: 0.4mm solid #000; font-weight: 700; }
.slip footer { margin-top: 6mm; }
.slotmark { font-size: 20pt; font-weight: 700; border: 0.6mm solid #000; padding: 0 3mm; border-radius: 1.5mm; white-space: nowrap; }

.label { width: 100mm; height: 149.5mm; padding: 4mm; display: flex; flex-direction: column; overflow: hidden; }
.label .row { display: flex; justify-content: space-between; align-items: baseline; gap: 3mm; }
.label .carrier { font-size: 20pt; font-weight: 700; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.label .bars { border-top: 0.5mm solid #000; border-bottom: 0.5mm solid #000; padding: 3mm 0 1.5mm; margin: 2mm 0; text-align: center; }
.label .bars .code { margin: 0 auto; }
.label .number { font-size: 17pt; font-weight: 700; margin-top: 1mm; overflow-wrap: anywhere; }
.party { display: flex; gap: 3mm; margin: 1mm 0; }
.party .tag { flex: none; width: 11mm; height: 11mm; display: flex; align-items: center; justify-content: center; background: #000; color: #fff; font-weight: 700; font-size: 10pt; border-radius: 1.5mm; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.party div + div { min-width: 0; overflow-wrap: anywhere; }
.party .who { font-size: 15pt; font-weight: 700; line-height: 1.2; }
.party .phone { font-size: 13pt; font-weight: 700; }
.party .where { font-size: 13pt; line-height: 1.25; margin-top: 0.5mm; }
.party.long .who { font-size: 12pt; } .party.long .where { font-size: 10pt; }
.party.from .who, .party.from .where { font-size: 9pt; }
.party.from .tag { height: 7mm; background: #fff; color: #000; border: 0.4mm solid #000; }
.label .foot { margin-top: auto; border-top: 0.5mm solid #000; padding-top: 2mm; display: flex; justify-content: space-between; gap: 3mm; align-items: flex-end; }
.label .foot > div { min-width: 0; overflow-wrap: anywhere; }
.label .order { font-size: 12pt; font-weight: 700; }

.main .small { margin-top: 0.6mm; padding-left: 5mm; }
`;
