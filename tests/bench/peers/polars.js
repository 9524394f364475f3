// node polars.js QUERY FILE OUT [THREADS KEYS VALUE WEIGHT WHERE]; WHERE is "COLUMN > NUMBER"
const pl = require('nodejs-polars');
const [query, file, out, , keys, value = 'salary', , where] = process.argv.slice(2);
const q = p => pl.col(value).quantile(p, 'linear').alias('p' + 100 * p);
const by = keys ? keys.split(',')
  : query === 'L' ? ['experience_level'] : ['occupation_code', 'region', 'experience_level'];
const figures = query === 'L'
  ? [pl.col(value).median()]
  : [pl.col(value).count().alias('n'), pl.col(value).mean().alias('mean'),
     ...[0.1, 0.25, 0.5, 0.75, 0.9].map(q)];
const [column, , number] = (where || '').split(' ');
const all = pl.scanCSV(file);
const rows = where ? all.filter(pl.col(column).gt(Number(number))) : all;
rows.groupBy(by).agg(figures).collectSync().sort(by).writeCSV(out);
