// node polars.js QUERY FILE OUT
const pl = require('nodejs-polars');
const [query, file, out] = process.argv.slice(2);
const q = p => pl.col('salary').quantile(p, 'linear').alias('p' + 100 * p);
const by = query === 'L' ? ['experience_level'] : ['occupation_code', 'region', 'experience_level'];
const figures = query === 'L'
  ? [pl.col('salary').median()]
  : [pl.col('salary').count().alias('n'), pl.col('salary').mean().alias('mean'),
     ...[0.1, 0.25, 0.5, 0.75, 0.9].map(q)];
pl.scanCSV(file).groupBy(by).agg(figures).collectSync().sort(by).writeCSV(out);
