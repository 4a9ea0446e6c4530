import { useRef, useState, type DragEvent } from 'react';
import styles from './board.module.css';
import { useBoard } from './desk.ts';
import { useImports, type ImportJob } from './importJob.tsx';
import { reportCsv, type ImportReport } from './importReport.ts';
import { Act, Bar, Facts, FaultNote, Head, Mini, Section } from './parts.tsx';
import { useWords } from './words.ts';

/** An order file is dropped or chosen; its progress, then its report, to read and to take along. */
export function Intake() {
  const { rows } = useBoard();
  const { job, start } = useImports();
  const say = useWords();
  const channels = [...new Set(rows.order.map((order) => order.channel))].sort();
  const [channel, setChannel] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const chosen = channel ?? channels[0] ?? '';
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && job.at !== 'running') start(file, 'ukRetail', chosen);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div className={styles.scrollPage}>
      <Head title={say('intake')} />
      <div
        className={`${styles.drop} ${over ? styles.over : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <p className={styles.dropTitle}>{say('intake.drop')}</p>
        <div className={styles.fields}>
          <label>
            {say('intake.mapping')}
            <select defaultValue="ukRetail">
              <option value="ukRetail">{say('intake.mapping.ukRetail')}</option>
            </select>
          </label>
          <label>
            {say('intake.channel')}
            <input list="board-channels" value={chosen} onChange={(event) => setChannel(event.target.value.trim())} />
            <datalist id="board-channels">
              {channels.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </datalist>
          </label>
          <input
            ref={chooser}
            type="file"
            accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            hidden
            aria-label={say('intake.choose')}
            onChange={(event) => {
              take(event.target.files);
              event.target.value = '';
            }}
          />
          <Act main disabled={job.at === 'running'} onAct={() => chooser.current?.click()}>
            {say('intake.choose')}
          </Act>
        </div>
        <p className={styles.faint}>{say('intake.safe')}</p>
      </div>
      <JobView job={job} />
    </div>
  );
}

function JobView({ job }: { job: ImportJob }) {
  const { rows, format } = useBoard();
  const say = useWords();
  if (job.at === 'none') return null;
  if (job.at === 'fault') return <FaultNote fault={job.fault} />;
  if (job.at === 'done') return <Report file={job.file} report={job.report} tookMs={job.tookMs} />;
  const done = Math.max(0, rows.order.length - job.ordersBefore);
  return (
    <Section title={say('intake.running', { file: job.file })}>
      <p role="status">
        {job.about === 0
          ? say('intake.soFarOnly', { done: format.number(done) })
          : say('intake.soFar', { done: format.number(done), about: format.number(job.about) })}
      </p>
      <Bar done={done} of={job.about} label={say('intake.running', { file: job.file })} />
      <p className={styles.faint}>{say('intake.leave')}</p>
    </Section>
  );
}

function Report({ file, report, tookMs }: { file: string; report: ImportReport; tookMs: number }) {
  const { format } = useBoard();
  const say = useWords();
  const heads = [say('intake.row'), say('order.number'), say('intake.reason')];
  const download = () => {
    const csv = reportCsv(report, [heads[0]!, heads[1]!, 'code', heads[2]!], (reason, params) =>
      say.reason(reason, params),
    );
    const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${file.replace(/\.(csv|xlsx)$/i, '')}-report.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <Section title={say('intake.report', { file })} aside={<Act onAct={download}>{say('intake.download')}</Act>}>
      <Facts
        facts={[
          ...(['accepted', 'repeated', 'backordered', 'cancelled'] as const).map(
            (key) =>
              [
                say(`intake.${key}`),
                <b key={key} className={styles.big}>
                  {format.number(report[key])}
                </b>,
              ] as const,
          ),
          [
            say('intake.refused'),
            <b key="refused" className={styles.big}>
              {format.number(report.refused.length)}
            </b>,
          ],
          [say('task.took'), format.span(tookMs)],
        ]}
      />
      {report.refused.length === 0 ? (
        <p role="status">{say('intake.allGood')}</p>
      ) : (
        <Mini
          label={say('intake.refused')}
          heads={heads}
          ends={[0]}
          rows={report.refused.slice(0, 500).map(({ row, number, reason, params }, i) => ({
            key: `${i}`,
            cells: [
              row || '',
              number,
              <span key="why" className={styles.wrap}>
                {say.reason(reason, params)}
              </span>,
            ],
          }))}
        />
      )}
      {report.unknownItems.length > 0 && (
        <Section title={say('intake.unknownItems')}>
          <Mini
            label={say('intake.unknownItems')}
            heads={[say('stock.sku'), say('stock.name')]}
            rows={report.unknownItems.slice(0, 500).map(({ sku, name }) => ({ key: sku, cells: [sku, name] }))}
          />
        </Section>
      )}
    </Section>
  );
}
