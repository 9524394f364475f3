# Query G in one awk program: n, mean and quantiles (type 7) of the groups of a salary file, its
# fields counted from the end because titles may hold quoted commas. Groups come out in any order.
NR > 1 {
    key = $1 "," $(NF - 4) "," $(NF - 3)
    value[key, ++n[key]] = $(NF - 1)
}
function quantile(key, p,    h, i) {
    h = (n[key] - 1) * p + 1
    i = int(h)
    return i < n[key] ? value[key, i] + (h - i) * (value[key, i + 1] - value[key, i]) : value[key, i]
}
END {
    for (key in n) {
        sum = value[key, 1]
        for (i = 2; i <= n[key]; i++) {
            x = value[key, i]
            sum += x
            for (j = i - 1; j > 0 && value[key, j] > x; j--)
                value[key, j + 1] = value[key, j]
            value[key, j + 1] = x
        }
        print key "," n[key] "," sum / n[key] "," quantile(key, 0.1) "," quantile(key, 0.25) "," \
              quantile(key, 0.5) "," quantile(key, 0.75) "," quantile(key, 0.9)
    }
}
