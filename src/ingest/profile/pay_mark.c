/* Marks of surveys by their digits. Reference: the codes of IPUMS and the Current Population Survey
 * (999999 and 999998 a year, 9999.99 a week, 99.99 and 999.99 an hour) and of health surveys, where
 * 7 stands for "don't know" and 9 for "refused" in all digits. Apart from pay_size.c: such amounts
 * may be of a likely size. */
#include "ingest/profile/pay_mark.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* The fewest nines before the point, by the time the pay is for. */
static size_t least_nines(unsigned per)
{
    static const unsigned char least[] = {
        [CS_PER_YEAR] = 5, [CS_PER_MONTH] = 5, [CS_PER_WEEK] = 4,
        [CS_PER_DAY] = 4,  [CS_PER_HOUR] = 3,
    };
    return per < sizeof least ? least[per] : 0;
}

static bool are_all(const char *digits, size_t n, char digit)
{
    for (size_t i = 0; i < n; i++)
        if (digits[i] != digit)
            return false;
    return true;
}

/* Returns how many digits the number has. */
static size_t write_digits(uint64_t number, char digits[16])
{
    size_t n = 1;
    for (uint64_t rest = number; rest >= 10; rest /= 10)
        n++;
    digits[n] = '\0';
    for (size_t i = n; i-- > 0; number /= 10)
        digits[i] = (char)('0' + number % 10);
    return n;
}

bool cs_pay_is_mark(struct cs_unit unit, double amount)
{
    enum { MOST = 1000000000, CENTS = 100 };
    char digits[16];
    size_t least = least_nines(unit.per);
    if (!least || !(amount > 0) || amount >= MOST)
        return false;
    double cents = round(amount * CENTS);
    bool is_whole = cents == floor(amount) * CENTS;
    if (fabs(cents - amount * CENTS) > 1e-6)
        return false;
    size_t n = write_digits((uint64_t)nearbyint(is_whole ? amount : cents), digits);
    if (!is_whole) /* 99.99 an hour, 9999.99 a week */
        return n >= 2 + (unit.per == CS_PER_HOUR ? 2 : least) && are_all(digits, n, '9');
    bool is_long = n > least && n >= 6;
    return (n >= least && are_all(digits, n, '9')) ||
           (is_long && are_all(digits, n - 1, '9') && strchr("678", digits[n - 1])) ||
           (is_long && (are_all(digits, n, '8') || are_all(digits, n, '7')));
}
