import fc from 'fast-check';

// One seed for every run, so that a red run is red again; FC_SEED looks further.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20261122) });
