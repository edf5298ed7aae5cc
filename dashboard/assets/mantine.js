// Mantine: an option with its count, and the Indonesian calendar.
(function () {
  "use strict";
  var functions = (window.dashMantineFunctions = window.dashMantineFunctions || {});
  functions.countedOption = function (input) {
    var option = input.option;
    var create = window.React.createElement;
    return create("span", { className: "option" },
      create("span", null, option.label),
      option.count ? create("span", { className: "option-count" }, option.count) : null);
  };
  window.dayjs_locale_id = {
    name: "id",
    weekdays: "Minggu_Senin_Selasa_Rabu_Kamis_Jumat_Sabtu".split("_"),
    weekdaysShort: "Min_Sen_Sel_Rab_Kam_Jum_Sab".split("_"),
    weekdaysMin: "Mg_Sn_Sl_Rb_Km_Jm_Sb".split("_"),
    months: "Januari_Februari_Maret_April_Mei_Juni_Juli_Agustus_September_Oktober_November_Desember".split("_"),
    monthsShort: "Jan_Feb_Mar_Apr_Mei_Jun_Jul_Agu_Sep_Okt_Nov_Des".split("_"),
    weekStart: 1,
    formats: { LT: "HH.mm", LTS: "HH.mm.ss", L: "DD/MM/YYYY", LL: "D MMMM YYYY", LLL: "D MMMM YYYY HH.mm", LLLL: "dddd, D MMMM YYYY HH.mm" },
    relativeTime: {},
    ordinal: function (n) { return n + "."; },
  };
})();
