// Written by test/bench/claims-fit.ts from the development parts of the labelled sets.
import { linear } from './linear.ts';

export const COMMITMENT = linear(`
bias=-177 always=45 always>ask=-13 always>deliver=-6 always>disc=-11 always>fail=9 always>price=9
always>refund=4 always>span=-26 always>term=3 always>thing=-6 always>your=24 ask=-63
ask*always=-25 ask*by=12 ask*date=23 ask*deliver=-28 ask*disc=-16 ask*fail=-9 ask*free=-22
ask*give=-34 ask*guar=15 ask*incl=9 ask*keep=4 ask*match=-5 ask*max=-17 ask*number=-12 ask*onus=6
ask*pay=8 ask*price=-13 ask*refund=-18 ask*sla=-5 ask*span=-26 ask*thing=-7 ask>deliver=-10
ask>fail=-3 ask>get=-5 ask>give=-19 ask>max=-6 ask>other=14 ask>past=-4 ask>pay=-7 ask>sla=-5
ask>thing=-14 ask>told=19 ask>will=-14 ask>would=-5 ask>you=-7 ask>your=16 by=24 by>date=36
by>deliver=11 by>i=-15 by>max=5 by>number=46 by>only=-6 by>onus=6 by>other=-4 by>price=4
by>share=-5 by>sorry=-8 by>span=16 by>staff=-10 by>talk=-9 by>term=-4 by>they=6 by>we=-5 by>will=5
by>you=14 can=8 can*by=-12 can*date=-11 can*deliver=4 can*disc=11 can*fail=-8 can*free=8
can*get=-5 can*give=4 can*guar=-29 can*money=17 can*number=-5 can*pay=8 can*price=-7 can*share=29
can*sla=-11 can*span=52 can*term=-5 can*trial=16 can>by=-14 can>disc=9 can>get=3 can>give=7
can>guar=-16 can>i=-10 can>money=16 can>neg=-14 can>number=-7 can>share=8 can>talk=-16
can>they=-15 can>we=-7 can>you=-6 can>your=12 date=-20 date>by=-4 date>deliver=12 date>disc=-6
date>fail=-3 date>give=-13 date>guar=17 date>neg=-8 date>number=-13 date>only=-10 date>talk=-6
date>they=9 date>told=-4 date>will=9 date>you=13 deliver=57 deliver>always=18 deliver>by=23
deliver>date=-8 deliver>free=12 deliver>max=9 deliver>neg=12 deliver>number=-6 deliver>onus=-6
deliver>past=21 deliver>pay=-19 deliver>price=4 deliver>span=-13 deliver>they=4 deliver>thing=-9
deliver>we=-30 deliver>will=-6 deliver>you=-6 deliver>your=9 disc=45 disc>ask=-10 disc>by=-10
disc>can=-5 disc>get=-8 disc>i=-15 disc>if=-4 disc>money=13 disc>neg=-13 disc>number=5
disc>other=-13 disc>price=23 disc>share=29 disc>they=-14 disc>we=12 disc>you=-10 extra=9 fail=-16
fail>deliver=-4 fail>if=-9 fail>span=-7 field:body=-58 field:subject=-76 first:always=24
first:and=4 first:ask=-40 first:by=19 first:can=13 first:date=-9 first:deliver=14 first:disc=-10
first:for=75 first:get=6 first:guar=14 first:i=9 first:if=20 first:is=-37 first:max=14
first:need=14 first:neg=8 first:of=-18 first:only=4 first:pay=26 first:per=8 first:price=-9
first:span=4 first:staff=-25 first:talk=20 first:term=21 first:the=60 first:they=-5 first:thing=20
first:we=-16 first:will=-12 first:with=4 first:would=8 first:you=17 first:your=-15 free=41
free>by=5 free>date=-4 free>i=-4 free>if=3 free>max=-24 free>money=-9 free>neg=-15 free>number=-11
free>only=-4 free>pay=6 free>price=6 free>trial=9 free>we=16 free>you=6 friend=-30 get=21
get>always=-14 get>ask=17 get>by=15 get>deliver=5 get>disc=-4 get>free=-5 get>guar=14 get>i=9
get>neg=-4 get>only=5 get>price=-13 get>refund=-11 get>share=6 get>span=-19 get>talk=-3 get>term=9
get>thing=12 give=40 give>by=-11 give>deliver=7 give>disc=15 give>free=-7 give>number=8
give>other=-23 give>price=-5 give>share=16 give>span=-6 give>thing=9 give>we=9 give>you=12
give>your=-4 guar=14 guar>always=-10 guar>ask=24 guar>by=4 guar>date=13 guar>deliver=-22 guar>i=5
guar>keep=-8 guar>max=-17 guar>neg=-17 guar>number=-11 guar>other=3 guar>past=3 guar>price=4
guar>sla=14 guar>span=-26 guar>term=23 guar>they=5 guar>we=7 guar>your=-4 i=-22 i>always=-10
i>ask=-6 i>by=5 i>can=26 i>date=7 i>disc=9 i>free=11 i>friend=-5 i>get=-36 i>give=32 i>guar=14
i>if=-4 i>max=-6 i>neg=-40 i>only=-16 i>other=10 i>past=-4 i>price=-7 i>sorry=-10 i>staff=-4
i>talk=-28 i>term=-5 i>told=-19 i>we=-10 i>will=6 i>would=-11 i>you=-15 i>your=-4 if=-4
if*always=-12 if*by=-9 if*date=16 if*deliver=-14 if*disc=9 if*free=4 if*give=-8 if*incl=-7
if*keep=7 if*max=-11 if*money=6 if*number=16 if*onus=21 if*pay=14 if*price=-5 if*refund=20
if*share=5 if*sla=-8 if*thing=7 if>by=15 if>date=6 if>deliver=15 if>i=-21 if>max=-8 if>neg=12
if>pay=7 if>price=-13 if>they=6 if>thing=5 if>we=4 if>would=-5 if>your=5 incl=45 keep=28
keep>fail=-7 keep>guar=-6 keep>number=27 keep>past=-5 keep>price=27 keep>span=14 keep>thing=-10
keep>we=8 keep>your=4 match=9 match>give=9 match>number=18 match>span=9 max=6 max>always=11
max>ask=10 max>date=-13 max>deliver=9 max>guar=-13 max>number=12 max>price=15 max>share=-9
max>span=36 max>talk=-10 max>term=7 max>thing=4 max>we=-24 max>you=3 max>your=-13 money=80
money>always=12 money>ask=-9 money>disc=3 money>free=12 money>refund=5 money>span=20 neg=-6
neg*always=23 neg*by=-5 neg*date=-8 neg*disc=-31 neg*extra=10 neg*fail=-11 neg*free=-3 neg*get=3
neg*give=-33 neg*guar=-29 neg*keep=9 neg*money=16 neg*number=18 neg*pay=24 neg*price=-27
neg*refund=18 neg*share=-4 neg*sla=-7 neg*span=33 neg*term=25 neg*thing=9 neg*trial=-8 neg>ask=-6
neg>by=22 neg>can=-23 neg>date=14 neg>disc=-17 neg>extra=6 neg>get=8 neg>give=-22 neg>guar=-29
neg>i=-8 neg>max=4 neg>number=9 neg>only=-8 neg>pay=25 neg>price=21 neg>refund=11 neg>term=32
neg>thing=3 neg>we=-12 neg>will=6 neg>you=16 neg>your=-4 number=54 number>ask=-12 number>by=-5
number>date=-12 number>deliver=11 number>free=36 number>get=14 number>guar=18 number>i=-5
number>if=6 number>incl=18 number>max=3 number>neg=14 number>pay=-7 number>price=7 number>span=-22
number>staff=22 number>talk=-5 number>term=3 number>thing=-4 number>told=-7 number>we=8
number>you=18 number>your=-10 only=-8 only*always=-14 only*by=-16 only*date=-14 only*deliver=-8
only*fail=-10 only*free=-3 only*incl=6 only*max=-4 only*money=4 only*pay=13 only*price=9
only*share=-6 only*span=-4 only*term=-3 only>always=-3 only>disc=17 only>if=-17 only>max=10
only>money=5 only>neg=12 only>number=-6 only>pay=17 only>price=6 only>you=3 only>your=6 onus=67
onus>fail=10 onus>we=12 onus>you=4 other=-112 other>ask=-4 other>by=-16 other>date=-9
other>deliver=-9 other>disc=-22 other>free=-6 other>get=16 other>give=-9 other>guar=-10
other>money=-39 other>number=-23 other>past=-14 other>price=11 other>refund=-6 other>save=-29
other>share=-17 other>span=-12 other>talk=3 other>they=-27 other>told=-5 other>we=-7 other>will=5
other>your=13 past=-60 past*always=-25 past*by=12 past*date=17 past*deliver=3 past*disc=-17
past*fail=-6 past*guar=-26 past*keep=4 past*max=-7 past*money=-16 past*number=8 past*onus=-7
past*price=-10 past*refund=-6 past*save=-17 past*sla=-19 past*span=-26 past*term=-15
past*thing=-19 past>always=-6 past>by=-8 past>date=10 past>deliver=-7 past>disc=-15 past>guar=-12
past>i=11 past>max=-5 past>money=-13 past>other=-4 past>share=-18 past>span=-7 past>talk=-12
past>they=-4 past>thing=8 past>we=-18 past>you=-18 past>your=-5 pay=44 pay>ask=-4 pay>by=19
pay>date=15 pay>money=-17 pay>neg=17 pay>number=12 pay>other=-21 pay>past=8 pay>span=-14
pay>term=7 pay>we=-5 pay>you=-10 pay>your=5 prev:neg=-13 prev:other=-47 prev:past=-4 prev:q=-62
prev:they=-20 prev:told=-5 prev:we=-17 price=21 price>ask=-13 price>by=22 price>can=3
price>date=14 price>disc=4 price>fail=-11 price>get=6 price>guar=-10 price>i=-4 price>if=7
price>keep=27 price>max=-16 price>money=-21 price>neg=-8 price>number=9 price>other=-14
price>past=-11 price>share=-4 price>span=-7 price>will=15 price>you=16 price>your=8 q=-115
q*always=-10 q*by=-28 q*date=-14 q*deliver=-17 q*disc=-16 q*fail=-6 q*free=-6 q*get=-12 q*give=-13
q*guar=-19 q*keep=-15 q*max=-14 q*number=-19 q*onus=-6 q*pay=-13 q*price=-26 q*refund=-5
q*span=-31 q*term=-13 q*thing=-5 refund=39 refund>deliver=-9 refund>max=-6 refund>number=8
refund>span=18 refund>staff=-8 refund>they=7 refund>you=-28 refund>your=-4 s:i*always=-5
s:i*ask=-5 s:i*by=4 s:i*can=8 s:i*date=-27 s:i*deliver=-12 s:i*disc=40 s:i*fail=-10 s:i*free=-7
s:i*get=-29 s:i*give=37 s:i*guar=-12 s:i*if=-32 s:i*keep=-13 s:i*match=-9 s:i*max=-8 s:i*money=8
s:i*neg=-66 s:i*number=7 s:i*only=7 s:i*onus=-6 s:i*past=19 s:i*pay=-6 s:i*price=18 s:i*q=-4
s:i*refund=-11 s:i*share=32 s:i*sla=-15 s:i*sorry=-12 s:i*span=7 s:i*talk=-47 s:i*term=-25
s:i*thing=18 s:i*told=-20 s:i*trial=25 s:i*will=8 s:i*would=-13 s:none*always=25 s:none*ask=18
s:none*by=48 s:none*can=7 s:none*date=33 s:none*deliver=25 s:none*disc=30 s:none*fail=-19
s:none*free=-7 s:none*get=14 s:none*guar=29 s:none*if=11 s:none*incl=21 s:none*max=10
s:none*money=72 s:none*neg=30 s:none*number=81 s:none*only=5 s:none*onus=21 s:none*past=-8
s:none*pay=30 s:none*price=23 s:none*q=-11 s:none*refund=42 s:none*share=-12 s:none*span=69
s:none*talk=-33 s:none*term=28 s:none*thing=32 s:none*trial=-9 s:other*ask=-6 s:other*by=-26
s:other*date=-14 s:other*disc=-4 s:other*fail=-7 s:other*free=-5 s:other*get=12 s:other*give=-15
s:other*guar=5 s:other*keep=11 s:other*match=-4 s:other*max=-15 s:other*money=-24
s:other*number=-12 s:other*only=-4 s:other*past=-10 s:other*pay=-38 s:other*price=16 s:other*q=-4
s:other*refund=-8 s:other*save=-13 s:other*share=-18 s:other*span=-39 s:other*talk=17
s:other*term=10 s:other*thing=-4 s:other*told=-6 s:staff*disc=-4 s:staff*guar=-6 s:staff*keep=-6
s:staff*neg=6 s:staff*number=-5 s:staff*only=12 s:staff*past=-6 s:staff*term=-8 s:they*ask=-4
s:they*date=-6 s:they*disc=-4 s:they*get=-5 s:they*guar=-8 s:they*if=13 s:they*max=-8 s:they*neg=3
s:they*number=-5 s:they*onus=14 s:they*past=-19 s:they*pay=8 s:they*price=-13 s:they*q=-5
s:they*talk=15 s:they*thing=17 s:they*told=-7 s:they*will=-3 s:we*always=10 s:we*ask=-32
s:we*can=-10 s:we*deliver=27 s:we*fail=15 s:we*free=26 s:we*get=16 s:we*give=24 s:we*guar=44
s:we*if=6 s:we*incl=8 s:we*keep=4 s:we*match=-9 s:we*max=21 s:we*money=4 s:we*neg=-9
s:we*number=-9 s:we*only=-6 s:we*onus=39 s:we*past=-18 s:we*pay=17 s:we*q=-5 s:we*refund=20
s:we*share=20 s:we*sla=16 s:we*span=-9 s:we*talk=-14 s:we*term=11 s:we*thing=-26 s:we*told=3
s:we*will=4 s:we*would=34 s:you*always=23 s:you*ask=-33 s:you*by=12 s:you*can=14 s:you*deliver=7
s:you*disc=-4 s:you*fail=-8 s:you*free=22 s:you*get=35 s:you*give=-5 s:you*guar=-18 s:you*incl=13
s:you*keep=10 s:you*match=9 s:you*max=10 s:you*money=13 s:you*neg=38 s:you*number=-6
s:you*only=-10 s:you*onus=4 s:you*past=-29 s:you*pay=30 s:you*price=-28 s:you*q=-55 s:you*share=19
s:you*sla=-5 s:you*span=9 s:you*talk=6 s:you*term=32 s:you*thing=6 s:you*told=-29 s:you*trial=12
s:you*will=18 s:you*would=4 s:your*ask=-4 s:your*by=10 s:your*can=-11 s:your*disc=-7 s:your*fail=7
s:your*free=-6 s:your*guar=-20 s:your*keep=21 s:your*money=11 s:your*neg=-7 s:your*only=-11
s:your*past=11 s:your*pay=-9 s:your*price=7 s:your*q=-32 s:your*sla=13 s:your*span=15
s:your*term=-6 s:your*thing=10 s:your*told=-17 s:your*will=31 s:your*would=8 save=5 save>by=-7
save>max=12 save>share=-10 save>your=-3 share=34 share>by=15 share>date=-16 share>deliver=-4
share>disc=44 share>if=6 share>price=-3 share>sla=9 share>span=-8 share>we=12 share>you=13
share>your=3 sla=14 sla>always=-4 sla>by=13 sla>guar=7 sla>max=19 sla>number=6 sla>share=16
sla>span=12 sla>talk=6 sla>we=7 sorry=-29 sorry*by=-7 sorry*disc=-3 sorry*get=-7 sorry*guar=-16
sorry*price=-3 sorry*thing=-5 sorry>neg=-16 span=34 span>always=11 span>ask=-21 span>by=-12
span>date=6 span>free=31 span>get=14 span>give=12 span>guar=27 span>if=9 span>incl=16 span>max=13
span>money=26 span>neg=31 span>only=10 span>onus=8 span>past=-17 span>pay=-11 span>price=25
span>refund=6 span>staff=-9 span>term=7 span>told=-12 span>we=22 span>you=20 staff=-36
staff>always=-4 staff>can=-4 staff>i=-7 staff>keep=-9 staff>neg=8 staff>number=-16 staff>only=25
staff>past=-8 staff>span=-24 staff>thing=-14 staff>will=9 subj:i=-7 subj:none=-91 subj:other=-56
subj:staff=4 subj:we=39 subj:you=4 subj:your=-6 talk=-51 talk*always=16 talk*by=-30 talk*date=-26
talk*deliver=30 talk*disc=16 talk*fail=10 talk*free=-5 talk*get=6 talk*give=7 talk*guar=-5
talk*keep=-5 talk*match=15 talk*max=-9 talk*money=20 talk*number=-13 talk*onus=22 talk*pay=15
talk*price=9 talk*refund=8 talk*save=-6 talk*share=7 talk*sla=20 talk*span=-7 talk*term=-4
talk*thing=12 talk>ask=-5 talk>by=-30 talk>date=-6 talk>deliver=22 talk>disc=-3 talk>if=-4
talk>max=-11 talk>number=-12 talk>only=7 talk>refund=-5 talk>they=6 talk>you=-35 term=44
term>always=15 term>ask=9 term>by=-19 term>i=-8 term>if=4 term>only=4 term>price=-8 term>span=-12
term>thing=7 term>we=9 term>you=45 term>your=7 terms:0=-168 terms:1=-52 terms:2=10 terms:3=67
terms:4=73 terms:5=77 they=-21 they>ask=5 they>by=8 they>date=-21 they>deliver=13 they>disc=-5
they>get=-6 they>give=-12 they>guar=-12 they>neg=-9 they>number=-28 they>other=-5 they>past=-13
they>pay=10 they>price=-9 they>refund=9 they>share=-11 they>sorry=-4 they>span=21 they>talk=8
they>thing=22 they>we=7 they>you=3 thing=50 thing>always=-11 thing>by=-11 thing>deliver=6
thing>disc=10 thing>free=13 thing>if=5 thing>incl=7 thing>keep=-11 thing>max=5 thing>money=17
thing>neg=23 thing>number=-34 thing>other=-13 thing>price=23 thing>span=13 thing>staff=-13
thing>we=34 thing>will=-13 thing>you=13 thing>your=-7 told=-73 told*always=4 told*date=-6
told*deliver=-9 told*disc=-19 told*fail=-15 told*free=-8 told*get=-20 told*guar=7 told*keep=-11
told*max=5 told*money=-18 told*number=-8 told*onus=-5 told*pay=-5 told*price=-24 told*refund=-13
told*share=-10 told*span=-30 told>ask=-13 told>guar=-4 told>i=-4 told>max=-5 told>money=7
told>other=-7 told>price=-10 told>will=-7 told>you=-5 told>your=-5 trial=37 trial>by=24
trial>free=8 trial>number=5 trial>span=21 we=76 we>always=42 we>ask=6 we>by=17 we>can=8
we>deliver=21 we>disc=3 we>fail=28 we>free=13 we>give=26 we>guar=43 we>i=-4 we>if=-5 we>max=16
we>money=15 we>neg=-15 we>number=26 we>only=-5 we>onus=35 we>other=-37 we>past=-4 we>pay=7
we>price=27 we>refund=33 we>share=5 we>sla=5 we>staff=6 we>talk=-23 we>term=-12 we>they=10
we>thing=-32 we>told=-10 we>will=12 we>would=23 we>you=33 we>your=12 will=64 will*always=28
will*by=30 will*date=7 will*deliver=17 will*disc=-4 will*extra=4 will*fail=6 will*free=24
will*get=6 will*give=23 will*guar=29 will*incl=4 will*keep=10 will*match=5 will*max=8
will*money=16 will*pay=18 will*price=29 will*refund=-15 will*save=12 will*share=5 will*sla=-6
will*span=8 will*term=18 will*thing=5 will>always=11 will>ask=-19 will>by=13 will>date=-3
will>deliver=23 will>disc=5 will>fail=4 will>give=11 will>keep=6 will>money=5 will>neg=9
will>number=7 will>only=-4 will>past=14 will>pay=-6 will>price=-9 will>refund=-16 will>save=7
will>share=3 will>talk=-33 will>term=9 will>thing=5 will>you=-24 will>your=17 would=28
would*always=17 would*by=-23 would*disc=9 would*free=8 would*get=-3 would*money=20 would*number=14
would*pay=10 would*price=20 would*save=-6 would*share=7 would*span=22 would*term=-3
would>always=10 would>disc=14 would>get=3 would>i=-8 would>money=14 would>other=-7 would>save=-6
would>talk=-10 would>you=5 you=63 you>always=-7 you>ask=4 you>by=-5 you>can=43 you>date=-14
you>deliver=29 you>disc=21 you>fail=-9 you>get=46 you>give=-8 you>guar=-32 you>i=14 you>if=-3
you>keep=19 you>max=-18 you>money=11 you>neg=19 you>past=-29 you>pay=24 you>price=-35
you>refund=26 you>save=3 you>share=9 you>sla=-3 you>span=5 you>talk=17 you>term=39 you>they=22
you>thing=19 you>told=-18 you>trial=6 you>we=28 you>will=15 you>would=-13 you>your=-12 your=-33
your>by=23 your>deliver=-12 your>disc=4 your>free=-18 your>give=-13 your>guar=-25 your>i=-5
your>keep=16 your>number=-23 your>onus=-6 your>other=-11 your>pay=17 your>price=8 your>span=-14
your>staff=-17 your>talk=6 your>term=-8 your>they=-17 your>told=-7 your>trial=28 your>will=15
your>you=-11
`);
