// Written by test/bench/claims-fit.ts from the development parts of the labelled sets.
import { linear } from './linear.ts';

export const COMMITMENT = linear(`
bias=-133 always=34 always>ask=-13 always>date=-4 always>disc=-10 always>fail=10 always>number=-5
always>onus=5 always>other=5 always>past=6 always>pay=-7 always>price=8 always>refund=5
always>span=-32 always>talk=5 always>term=3 always>they=-5 always>thing=-7 always>we=-12
always>you=-4 always>your=26 ask=-61 ask*always=-28 ask*by=10 ask*date=21 ask*deliver=-25
ask*disc=-16 ask*fail=-9 ask*free=-24 ask*get=5 ask*give=-35 ask*guar=16 ask*incl=9 ask*match=-4
ask*max=-13 ask*number=-14 ask*onus=6 ask*pay=12 ask*price=-10 ask*refund=-14 ask*sla=-4
ask*span=-27 ask*thing=-6 ask>date=16 ask>deliver=-9 ask>get=-5 ask>give=-18 ask>keep=5 ask>max=-6
ask>number=-6 ask>other=16 ask>pay=-8 ask>refund=-8 ask>sla=-4 ask>they=4 ask>thing=-14
ask>told=19 ask>will=-14 ask>would=-4 ask>you=-4 ask>your=16 by=17 by>date=46 by>deliver=13
by>guar=4 by>i=-15 by>max=5 by>number=50 by>only=-7 by>onus=5 by>other=-8 by>past=-4 by>pay=11
by>price=3 by>refund=9 by>share=-4 by>sorry=-7 by>span=17 by>staff=-9 by>talk=-8 by>term=-5
by>they=9 by>told=-4 by>will=5 by>you=14 by>your=-3 can=11 can*by=-9 can*date=-12 can*disc=10
can*fail=-8 can*free=9 can*get=-5 can*give=4 can*guar=-28 can*keep=-3 can*max=-6 can*money=19
can*number=-15 can*pay=10 can*price=-6 can*refund=5 can*save=-4 can*share=34 can*sla=-7
can*span=48 can*trial=15 can>ask=6 can>by=-16 can>date=-4 can>deliver=8 can>disc=11 can>give=7
can>guar=-14 can>i=-10 can>money=19 can>neg=-14 can>number=-7 can>refund=5 can>save=-4 can>share=9
can>sla=-6 can>talk=-17 can>term=9 can>they=-13 can>trial=12 can>we=-7 can>you=-4 can>your=12
date=-9 date>always=12 date>by=-4 date>deliver=15 date>disc=-5 date>fail=-3 date>get=3
date>give=-15 date>guar=22 date>max=-7 date>neg=-12 date>number=-23 date>only=-10 date>pay=3
date>talk=-5 date>term=-5 date>they=11 date>told=-4 date>we=3 date>will=8 date>you=16 deliver=43
deliver>always=17 deliver>by=38 deliver>fail=-5 deliver>free=14 deliver>guar=4 deliver>max=15
deliver>neg=15 deliver>onus=-7 deliver>other=15 deliver>past=23 deliver>pay=-22 deliver>price=4
deliver>span=-8 deliver>staff=5 deliver>talk=-4 deliver>they=4 deliver>thing=-8 deliver>trial=9
deliver>we=-23 deliver>will=-6 deliver>you=-6 deliver>your=10 disc=54 disc>ask=-9 disc>by=-5
disc>can=-5 disc>get=-5 disc>i=-13 disc>if=-5 disc>money=14 disc>neg=-13 disc>only=-9
disc>other=-10 disc>past=-12 disc>price=21 disc>share=32 disc>sla=9 disc>span=-6 disc>talk=5
disc>they=-14 disc>we=12 disc>will=-11 disc>you=-10 disc>your=-4 extra=14 fail=-8 fail>always=5
fail>by=7 fail>deliver=-5 fail>if=-7 fail>past=9 fail>span=-7 fail>we=4 field:body=-85
field:subject=-83 first:always=22 first:and=8 first:ask=-35 first:at=-5 first:by=19 first:can=13
first:date=-10 first:deliver=23 first:disc=-9 first:for=79 first:free=-5 first:get=8 first:give=-4
first:guar=15 first:helped=-7 first:i=11 first:if=20 first:is=-34 first:keep=4 first:max=17
first:need=11 first:neg=12 first:number=-13 first:of=-16 first:pay=29 first:per=10 first:price=-7
first:share=5 first:sla=4 first:sorry=-7 first:span=5 first:staff=-17 first:talk=27 first:term=23
first:the=72 first:they=-4 first:thing=23 first:we=-18 first:will=-8 first:with=-29 first:you=16
first:your=-13 free=62 free>by=5 free>date=-4 free>i=-4 free>if=4 free>max=-25 free>money=-10
free>neg=-14 free>number=-9 free>pay=8 free>price=6 free>trial=11 free>we=18 free>you=8 friend=-32
friend>can=-11 friend>you=-12 get=18 get>always=-13 get>ask=18 get>by=16 get>can=5 get>deliver=5
get>disc=6 get>i=12 get>if=5 get>max=-4 get>neg=-3 get>number=-15 get>only=5 get>other=-4
get>past=13 get>price=-7 get>refund=-8 get>share=6 get>span=-11 get>term=12 get>thing=14
get>told=-5 get>trial=4 get>you=10 get>your=3 give=33 give>by=-12 give>date=-4 give>deliver=9
give>disc=22 give>free=-4 give>i=-5 give>number=18 give>other=-21 give>price=-5 give>share=20
give>they=10 give>thing=7 give>we=8 give>you=18 guar=30 guar>always=-9 guar>ask=26 guar>by=5
guar>date=13 guar>deliver=-17 guar>i=6 guar>keep=-20 guar>max=-17 guar>neg=-18 guar>number=-9
guar>past=3 guar>price=6 guar>sla=18 guar>span=-24 guar>staff=-4 guar>term=26 guar>they=6
guar>told=10 guar>we=12 guar>your=-4 i=-26 i>always=-9 i>ask=-8 i>can=27 i>deliver=-8 i>disc=5
i>free=12 i>friend=-5 i>get=-36 i>give=32 i>guar=21 i>if=-4 i>incl=5 i>max=-9 i>neg=-37
i>number=-4 i>only=-12 i>other=16 i>past=-6 i>price=-7 i>sorry=-8 i>span=-6 i>staff=-3 i>talk=-21
i>term=-4 i>they=5 i>told=-18 i>we=-4 i>will=11 i>would=-10 i>you=-15 i>your=-3 if*always=-13
if*by=-3 if*date=20 if*deliver=-9 if*disc=5 if*fail=4 if*free=4 if*get=-6 if*give=-9 if*incl=-7
if*keep=5 if*match=-10 if*max=-18 if*money=7 if*number=9 if*onus=24 if*pay=18 if*refund=24
if*share=4 if*sla=-9 if*span=-8 if*thing=12 if>always=-14 if>ask=-5 if>by=18 if>date=7
if>deliver=17 if>i=-21 if>max=-9 if>neg=12 if>number=-3 if>pay=9 if>price=-13 if>span=3 if>talk=3
if>they=4 if>thing=6 if>we=8 if>will=-4 if>would=-4 if>your=4 incl=52 keep=14 keep>by=6
keep>deliver=-6 keep>fail=-5 keep>guar=-6 keep>max=-5 keep>number=29 keep>past=-5 keep>price=32
keep>span=18 keep>thing=-9 keep>we=11 keep>your=3 match=-5 match>ask=8 match>give=12
match>number=17 match>span=12 max>always=12 max>ask=10 max>by=-3 max>date=-10 max>deliver=11
max>guar=-12 max>i=-5 max>number=25 max>price=17 max>share=-4 max>span=47 max>talk=-8 max>term=10
max>thing=6 max>trial=-4 max>we=-19 max>your=-13 money=98 money>always=14 money>ask=-8
money>disc=4 money>free=13 money>number=-10 money>refund=5 money>span=23 neg*always=25 neg*by=-8
neg*date=-13 neg*deliver=8 neg*disc=-28 neg*extra=15 neg*fail=-10 neg*free=-10 neg*give=-32
neg*guar=-30 neg*keep=7 neg*max=8 neg*money=15 neg*number=18 neg*pay=30 neg*price=-21
neg*refund=22 neg*sla=-10 neg*span=35 neg*term=28 neg*thing=5 neg*trial=-8 neg>ask=-6 neg>by=20
neg>can=-19 neg>date=13 neg>deliver=-6 neg>disc=-12 neg>extra=10 neg>give=-20 neg>guar=-27
neg>i=-9 neg>max=6 neg>number=11 neg>only=-6 neg>other=5 neg>past=-3 neg>pay=31 neg>price=23
neg>refund=9 neg>term=33 neg>we=-10 neg>will=5 neg>you=21 number=20 number>always=-8
number>ask=-11 number>by=-9 number>date=4 number>disc=10 number>free=45 number>get=19
number>guar=9 number>i=-5 number>if=6 number>incl=22 number>max=-6 number>neg=11 number>onus=-3
number>other=-4 number>pay=-6 number>price=8 number>span=-6 number>staff=28 number>talk=-6
number>thing=-4 number>told=-6 number>we=5 number>will=-6 number>you=7 number>your=-11 only=-15
only*always=-15 only*by=-14 only*date=-14 only*deliver=-15 only*disc=4 only*fail=-8 only*incl=7
only*money=4 only*number=-11 only*pay=14 only*price=9 only*share=-5 only*span=-13 only*term=-8
only>always=-6 only>ask=3 only>date=-5 only>disc=19 only>get=-3 only>if=-17 only>max=13
only>money=7 only>neg=12 only>number=-10 only>past=-8 only>pay=20 only>price=8 only>staff=8
only>they=-8 only>your=8 onus=69 onus>ask=9 onus>by=5 onus>fail=10 onus>number=7 onus>other=-8
onus>talk=3 onus>we=13 other=-111 other>always=-5 other>ask=-5 other>by=-17 other>date=-10
other>deliver=-8 other>disc=-22 other>fail=-7 other>free=-6 other>get=18 other>give=-6
other>guar=-10 other>keep=12 other>max=-4 other>money=-39 other>number=-24 other>past=-13
other>pay=3 other>price=10 other>refund=-6 other>save=-27 other>share=-16 other>sla=-4
other>span=-14 other>talk=5 other>they=-29 other>told=-5 other>we=-6 other>will=7 other>you=4
other>your=15 past=-59 past*always=-17 past*by=16 past*date=16 past*deliver=4 past*disc=-17
past*fail=-4 past*free=-5 past*guar=-23 past*keep=7 past*match=-4 past*max=-10 past*money=-15
past*onus=-8 past*price=-10 past*refund=-6 past*save=-17 past*sla=-15 past*span=-30 past*term=-13
past*thing=-20 past>always=-6 past>by=-10 past>date=10 past>deliver=-9 past>disc=-12 past>guar=-13
past>i=12 past>max=-6 past>money=-13 past>neg=-4 past>only=-12 past>other=-4 past>share=-15
past>span=-13 past>talk=-11 past>they=-5 past>thing=6 past>we=-11 past>would=-7 past>you=-16
past>your=-5 pay=50 pay>ask=-3 pay>by=21 pay>date=14 pay>money=-21 pay>neg=20 pay>number=20
pay>other=-21 pay>past=8 pay>span=-13 pay>term=8 pay>we=-5 pay>you=-16 pay>your=5 prev:neg=-3
prev:other=-66 prev:past=-9 prev:q=-56 prev:they=-35 prev:we=-18 price=37 price>ask=-13
price>by=26 price>can=5 price>date=12 price>deliver=4 price>fail=-9 price>get=8 price>guar=-12
price>i=-4 price>if=9 price>keep=35 price>max=-18 price>money=-22 price>neg=-8 price>number=13
price>other=-15 price>past=-11 price>share=-5 price>span=-3 price>talk=3 price>told=-3
price>will=16 price>you=14 price>your=9 q=-112 q*always=-8 q*by=-29 q*date=-15 q*deliver=-18
q*disc=-15 q*fail=-7 q*free=-6 q*get=-13 q*give=-13 q*guar=-18 q*keep=-13 q*max=-16 q*number=-22
q*onus=-8 q*pay=-12 q*price=-26 q*refund=-4 q*span=-37 q*term=-10 q*thing=-5 refund=50
refund>deliver=-8 refund>number=13 refund>span=19 refund>staff=-6 refund>they=6 refund>you=-22
s:i*always=-7 s:i*ask=-5 s:i*by=3 s:i*can=9 s:i*date=-28 s:i*deliver=-8 s:i*disc=44 s:i*fail=-8
s:i*free=-5 s:i*get=-26 s:i*give=42 s:i*guar=-7 s:i*if=-28 s:i*keep=-8 s:i*match=-7 s:i*max=-10
s:i*money=9 s:i*neg=-64 s:i*number=4 s:i*only=6 s:i*onus=-8 s:i*past=16 s:i*pay=-5 s:i*price=20
s:i*q=-7 s:i*refund=-11 s:i*share=34 s:i*sla=-13 s:i*sorry=-11 s:i*span=8 s:i*talk=-43
s:i*term=-27 s:i*thing=19 s:i*told=-21 s:i*trial=24 s:i*will=12 s:i*would=-15 s:none*always=25
s:none*ask=19 s:none*by=41 s:none*can=5 s:none*date=35 s:none*deliver=28 s:none*disc=25
s:none*fail=-17 s:none*free=3 s:none*get=17 s:none*give=-5 s:none*guar=36 s:none*if=5
s:none*incl=29 s:none*match=-4 s:none*max=7 s:none*money=84 s:none*neg=33 s:none*number=62
s:none*only=4 s:none*onus=21 s:none*past=-13 s:none*pay=32 s:none*price=31 s:none*q=-12
s:none*refund=44 s:none*share=-12 s:none*sla=9 s:none*span=59 s:none*talk=-38 s:none*term=29
s:none*thing=29 s:none*told=6 s:none*trial=-7 s:other*ask=-7 s:other*by=-27 s:other*date=-16
s:other*deliver=5 s:other*fail=-7 s:other*free=-6 s:other*get=11 s:other*give=-15 s:other*guar=6
s:other*keep=10 s:other*match=-5 s:other*max=-17 s:other*money=-24 s:other*number=-11
s:other*only=-4 s:other*onus=-4 s:other*past=-9 s:other*pay=-37 s:other*price=15 s:other*q=-4
s:other*refund=-8 s:other*save=-12 s:other*share=-18 s:other*span=-37 s:other*talk=17
s:other*term=10 s:other*thing=-4 s:other*told=-7 s:staff*always=-4 s:staff*by=-16
s:staff*deliver=9 s:staff*disc=7 s:staff*get=-30 s:staff*guar=-22 s:staff*keep=-22 s:staff*max=-3
s:staff*neg=10 s:staff*number=-10 s:staff*only=14 s:staff*past=-6 s:staff*pay=12 s:staff*span=-16
s:staff*term=-5 s:staff*thing=-4 s:staff*will=-13 s:staff*would=-3 s:they*ask=-4 s:they*date=-5
s:they*disc=-4 s:they*fail=7 s:they*free=11 s:they*get=-3 s:they*guar=-6 s:they*if=14
s:they*match=8 s:they*max=-6 s:they*neg=3 s:they*number=-7 s:they*onus=13 s:they*past=-17
s:they*pay=9 s:they*price=-12 s:they*q=-4 s:they*refund=-4 s:they*share=-7 s:they*sla=-4
s:they*talk=15 s:they*thing=18 s:they*told=-8 s:they*will=-4 s:we*always=17 s:we*ask=-33
s:we*by=-5 s:we*can=-6 s:we*date=14 s:we*deliver=10 s:we*fail=23 s:we*free=31 s:we*get=10
s:we*give=12 s:we*guar=55 s:we*if=12 s:we*incl=8 s:we*match=-9 s:we*max=25 s:we*money=8
s:we*neg=-4 s:we*only=-7 s:we*onus=44 s:we*past=-15 s:we*pay=15 s:we*q=-7 s:we*refund=23
s:we*share=25 s:we*talk=-18 s:we*term=10 s:we*thing=-21 s:we*will=11 s:we*would=34 s:you*always=8
s:you*ask=-30 s:you*by=11 s:you*can=18 s:you*disc=-4 s:you*fail=-10 s:you*free=24 s:you*get=38
s:you*guar=-13 s:you*incl=13 s:you*keep=8 s:you*match=11 s:you*max=10 s:you*money=11 s:you*neg=35
s:you*number=-25 s:you*only=-17 s:you*onus=4 s:you*past=-27 s:you*pay=34 s:you*price=-19
s:you*q=-51 s:you*refund=9 s:you*share=22 s:you*sla=-9 s:you*sorry=-8 s:you*span=17 s:you*talk=12
s:you*term=38 s:you*thing=-4 s:you*told=-33 s:you*trial=12 s:you*will=21 s:you*would=6
s:your*ask=-6 s:your*by=8 s:your*can=-12 s:your*date=-5 s:your*disc=-9 s:your*fail=5
s:your*free=-7 s:your*guar=-18 s:your*incl=3 s:your*keep=28 s:your*match=16 s:your*max=-8
s:your*money=15 s:your*neg=-12 s:your*number=4 s:your*only=-13 s:your*past=12 s:your*pay=-10
s:your*price=4 s:your*q=-31 s:your*save=15 s:your*sla=13 s:your*span=10 s:your*term=-8
s:your*thing=9 s:your*told=-16 s:your*trial=9 s:your*will=33 s:your*would=8 save>by=-9 save>max=12
save>number=-6 save>price=-3 save>share=-9 save>span=-3 save>they=-4 save>thing=-5 share=40
share>by=12 share>date=-14 share>deliver=-4 share>disc=45 share>guar=3 share>if=6 share>max=-3
share>price=-5 share>sla=14 share>span=-10 share>we=14 share>you=14 sla=-5 sla>by=16 sla>guar=8
sla>max=26 sla>number=6 sla>share=18 sla>span=20 sla>talk=6 sla>we=9 sorry=-27 sorry*by=-7
sorry*deliver=-5 sorry*fail=-6 sorry*get=-6 sorry*guar=-14 sorry*term=-13 sorry*thing=-4
sorry>neg=-15 span=39 span>always=4 span>ask=-18 span>by=-8 span>disc=8 span>fail=8 span>free=37
span>get=16 span>give=9 span>guar=30 span>i=6 span>if=9 span>incl=19 span>max=14 span>money=27
span>neg=34 span>number=-10 span>only=8 span>onus=10 span>other=-6 span>past=-13 span>pay=-9
span>price=25 span>refund=10 span>staff=-4 span>term=11 span>they=-5 span>thing=-3 span>told=-7
span>we=18 span>you=22 span>your=4 staff=-48 staff>can=-4 staff>deliver=11 staff>get=-7 staff>i=-5
staff>keep=-8 staff>neg=13 staff>number=-4 staff>only=25 staff>past=-8 staff>price=6 staff>save=5
staff>span=-16 staff>term=7 staff>thing=-17 staff>told=-3 staff>will=9 staff>would=-3 staff>you=-7
subj:i=-11 subj:none=-106 subj:other=-54 subj:staff=-4 subj:they=-3 subj:we=33 subj:you=-5
subj:your=-9 talk=-51 talk*always=16 talk*by=-27 talk*date=-26 talk*deliver=28 talk*disc=14
talk*fail=12 talk*free=-5 talk*get=6 talk*give=9 talk*guar=-4 talk*keep=-7 talk*match=17
talk*max=-10 talk*money=22 talk*number=-8 talk*onus=23 talk*pay=15 talk*price=10 talk*refund=10
talk*save=-4 talk*share=8 talk*sla=19 talk*span=-7 talk*term=-5 talk*thing=13 talk*trial=-4
talk>ask=-7 talk>by=-27 talk>date=-4 talk>deliver=23 talk>disc=-4 talk>i=3 talk>if=-3 talk>max=-8
talk>number=-11 talk>only=6 talk>onus=9 talk>past=3 talk>refund=-5 talk>sla=9 talk>span=-5
talk>they=5 talk>you=-32 term=48 term>always=16 term>ask=8 term>by=-20 term>get=5 term>i=-9
term>if=4 term>neg=5 term>number=-4 term>other=18 term>past=4 term>price=-9 term>span=-11
term>thing=9 term>we=12 term>you=45 term>your=9 terms:0=-164 terms:1=-65 terms:3=59 terms:4=81
terms:5=81 they=-20 they>always=-5 they>ask=5 they>by=7 they>date=-18 they>deliver=19 they>disc=-3
they>fail=-7 they>get=-4 they>give=-11 they>guar=-11 they>max=-12 they>neg=-8 they>number=-27
they>onus=9 they>other=-5 they>past=-12 they>pay=7 they>price=-7 they>refund=8 they>share=-11
they>sorry=-4 they>span=23 they>talk=8 they>term=-7 they>thing=24 they>told=-4 they>we=8
they>your=-4 thing=42 thing>always=-12 thing>by=-23 thing>deliver=9 thing>disc=11 thing>free=16
thing>guar=4 thing>if=6 thing>incl=10 thing>keep=-10 thing>max=5 thing>money=21 thing>neg=24
thing>number=-28 thing>other=-13 thing>price=24 thing>span=6 thing>staff=-10 thing>we=38
thing>will=-12 thing>you=14 thing>your=-4 told=-77 told*by=-6 told*date=-7 told*deliver=-11
told*disc=-19 told*fail=-13 told*free=-9 told*get=-17 told*give=-5 told*guar=7 told*keep=-9
told*money=-17 told*number=-5 told*onus=-5 told*pay=-6 told*price=-21 told*refund=-12
told*share=-11 told*span=-27 told*thing=-7 told>ask=-11 told>deliver=-3 told>fail=-4 told>guar=-3
told>i=-5 told>keep=-5 told>max=-4 told>money=7 told>neg=-3 told>other=-7 told>price=-7 told>we=-7
told>will=-9 told>you=-8 told>your=-8 trial=36 trial>by=27 trial>free=9 trial>neg=-4
trial>number=7 trial>span=25 we=72 we>always=47 we>ask=5 we>by=15 we>can=10 we>deliver=5 we>disc=6
we>fail=31 we>free=13 we>give=12 we>guar=51 we>if=-5 we>incl=-3 we>keep=4 we>match=5 we>max=20
we>money=17 we>neg=-17 we>number=21 we>only=-7 we>onus=44 we>other=-37 we>pay=7 we>price=29
we>refund=35 we>save=3 we>share=8 we>sla=12 we>span=-8 we>staff=8 we>talk=-24 we>term=-14
we>they=21 we>thing=-39 we>told=-8 we>will=17 we>would=28 we>you=41 we>your=14 will=62
will*always=27 will*by=33 will*date=11 will*deliver=21 will*disc=-4 will*extra=5 will*fail=8
will*free=23 will*give=25 will*guar=17 will*incl=5 will*match=-11 will*max=8 will*money=17
will*pay=22 will*price=34 will*refund=-12 will*save=16 will*share=5 will*sla=-3 will*span=13
will*term=20 will*thing=8 will*trial=4 will>always=11 will>ask=-19 will>by=11 will>date=-3
will>deliver=25 will>disc=5 will>fail=5 will>free=7 will>get=-9 will>give=15 will>i=-3 will>keep=7
will>match=5 will>money=4 will>neg=7 will>number=-6 will>past=15 will>pay=-5 will>price=-9
will>refund=-14 will>save=11 will>span=6 will>talk=-26 will>term=9 will>thing=5 will>you=-20
will>your=19 would=31 would*always=23 would*by=-21 would*date=-7 would*deliver=-7 would*disc=10
would*fail=-6 would*free=10 would*money=22 would*number=7 would*onus=-7 would*pay=14
would*price=22 would*refund=-5 would*save=-6 would*share=10 would*sla=5 would*span=18
would*term=-4 would*thing=-5 would>always=18 would>disc=13 would>get=7 would>give=4 would>i=-6
would>money=15 would>number=6 would>only=-4 would>other=-6 would>save=-5 would>talk=-10
would>we=-4 would>you=7 you=54 you>always=-6 you>ask=6 you>can=44 you>date=-16 you>deliver=27
you>disc=24 you>fail=-8 you>free=3 you>friend=-3 you>get=39 you>guar=-25 you>i=17 you>keep=19
you>max=-18 you>money=6 you>neg=16 you>past=-24 you>pay=31 you>price=-31 you>refund=28
you>share=14 you>span=7 you>staff=4 you>talk=19 you>term=46 you>they=27 you>thing=15 you>told=-19
you>trial=7 you>we=33 you>would=-8 you>your=-13 your=-23 your>always=-5 your>by=26 your>can=-4
your>deliver=-12 your>disc=5 your>free=-15 your>friend=-3 your>get=6 your>give=-9 your>guar=-24
your>i=-6 your>keep=20 your>max=-4 your>number=-21 your>onus=-12 your>other=-6 your>past=4
your>pay=18 your>price=9 your>save=14 your>span=-11 your>staff=-10 your>talk=5 your>term=-5
your>they=-16 your>told=-8 your>trial=31 your>will=16 your>you=-9
`);
