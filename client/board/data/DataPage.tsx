import { useRef, useState, type DragEvent } from 'react';
import { Link } from 'wouter';
import { dataKinds, type DataKind } from '../../../shared/domain/data/kinds.ts';
import styles from '../board.module.css';
import { useBoard, type Refused } from '../desk.ts';
import { Act, FaultNote, Head } from '../parts.tsx';
import own from './data.module.css';
import { JobView } from './JobView.tsx';
import { useImport } from './useImport.ts';
import { useDataWords } from './words.ts';

/** Own data in and out: a strip of kinds in the order in which an empty warehouse needs them, and the page of one. */
export function DataPage({ kind: asked }: { kind: string }) {
  const kind = dataKinds.find((each) => each === asked) ?? 'location';
  const say = useDataWords();
  return (
    <div className={styles.scrollPage}>
      <Head title={say('title')} />
      <nav aria-label={say('kinds')} className={own.kinds}>
        {dataKinds.map((each, i) => (
          <Link key={each} href={`/data/${each}`} className={own.kind} aria-current={each === kind ? 'page' : undefined}>
            <span className={own.step}>{i + 1}</span>
            {say(`kind.${each}`)}
          </Link>
        ))}
      </nav>
      <KindPage key={kind} kind={kind} />
    </div>
  );
}

function KindPage({ kind }: { kind: DataKind }) {
  const say = useDataWords();
  const imports = useImport(kind);
  const { now } = imports;
  const [refused, setRefused] = useState<Refused | null>(null);
  const idle = now.at === 'none' || now.at === 'fault';
  const over = now.at === 'job' && (now.job.state === 'done' || now.job.state === 'refused');
  return (
    <>
      <div className={own.about}>
        <div className={own.words}>
          <p>{say(`about.${kind}`)}</p>
          {kind === 'person' && <p className={styles.faint}>{say('adminsOnly')}</p>}
        </div>
        <Files kind={kind} what="template" onRefused={setRefused} />
        <Files kind={kind} what="export" onRefused={setRefused} />
      </div>
      {refused && <FaultNote fault={refused} />}
      {(idle || over) && <Drop onFile={imports.start} />}
      {now.at === 'fault' && <FaultNote fault={now.fault} />}
      {!idle && <JobView kind={kind} imports={imports} />}
    </>
  );
}

/** A file of this kind to take along, in both formats. */
function Files({
  kind,
  what,
  onRefused,
}: {
  kind: DataKind;
  what: 'template' | 'export';
  onRefused: (refused: Refused | null) => void;
}) {
  const { desk, language } = useBoard();
  const say = useDataWords();
  return (
    <div className={own.files}>
      <span className={own.filesName}>{say(what)}</span>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Act
          key={format}
          label={say(`${what}As`, { kind: say(`kind.${kind}`), format: format === 'csv' ? 'CSV' : '.xlsx' })}
          onAct={() => void desk.saveFile(`/api/data/${kind}/${what}`, { format, lang: language }).then(onRefused)}
        >
          {format === 'csv' ? 'CSV' : '.xlsx'}
        </Act>
      ))}
    </div>
  );
}

const accepted = '.csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function Drop({ onFile }: { onFile: (file: File) => void }) {
  const say = useDataWords();
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      className={`${styles.drop} ${over ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p className={styles.dropTitle}>{say('drop')}</p>
      <input
        ref={chooser}
        type="file"
        accept={accepted}
        hidden
        aria-label={say('choose')}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <Act main onAct={() => chooser.current?.click()}>
        {say('choose')}
      </Act>
      <p className={styles.faint}>{say('safe')}</p>
    </div>
  );
}
